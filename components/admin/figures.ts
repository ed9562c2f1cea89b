const whole = new Intl.NumberFormat("en");
const tenths = new Intl.NumberFormat("en", { maximumFractionDigits: 1 });

/** 1204 is "1,204". */
export function inFigures(count: number): string {
  return whole.format(count);
}

/** `part` of `all`, in hundredths of it: "12.5%"; of nothing it is "–". */
export function percentage(part: number, all: number): string {
  return all === 0 ? "–" : `${tenths.format((100 * part) / all)}%`;
}

const units = [
  { unit: "day", seconds: 24 * 60 * 60 },
  { unit: "hour", seconds: 60 * 60 },
  { unit: "minute", seconds: 60 },
  { unit: "second", seconds: 1 },
] as const;

/** A time in its greatest unit: 5400 seconds are "1.5 hours". */
export function duration(seconds: number): string {
  const { unit, seconds: length } = units.find((each) => seconds >= each.seconds) ?? units[3];
  const style = { style: "unit", unit, unitDisplay: "long", maximumFractionDigits: 1 } as const;
  return new Intl.NumberFormat("en", style).format(seconds / length);
}

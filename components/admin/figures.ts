const whole = new Intl.NumberFormat("en");

/** 1204 is "1,204". */
export function inFigures(count: number): string {
  return whole.format(count);
}

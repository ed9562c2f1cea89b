/** Median and quartiles of what several rounds measured. */
export type Spread = { low: number; median: number; high: number };

export function spreadOf(values: readonly number[]): Spread {
  const sorted = [...values].sort((a, b) => a - b);
  return { low: quantile(sorted, 0.25), median: quantile(sorted, 0.5), high: quantile(sorted, 0.75) };
}

/** The value below which `share` of the sorted values lie, between neighbours by their distance. */
export function quantile(sorted: readonly number[], share: number): number {
  const place = (sorted.length - 1) * share;
  const [below, above] = [sorted[Math.floor(place)], sorted[Math.ceil(place)]];
  if (below === undefined || above === undefined) throw new Error("no values");
  return below + (above - below) * (place - Math.floor(place));
}

/** What one line of the table says. */
export type Line = {
  row: string;
  what: string;
  /** A ratio, or a number with its unit in `unit`. */
  value: number | Spread;
  unit?: string;
  target: { atMost: number } | { atLeast: number } | null;
};

export function isMet({ value, target }: Line): boolean | null {
  if (target === null) return null;
  const median = typeof value === "number" ? value : value.median;
  return "atMost" in target ? median <= target.atMost : median >= target.atLeast;
}

import type { Spread } from "../load";
import type { Site } from "../site";

/** One line of the table. */
export type Line = {
  row: string;
  what: string;
  /** A ratio, or a number with its unit in `unit`. */
  value: number | Spread;
  unit?: string;
  target: { atMost: number } | { atLeast: number } | null;
};

/** How much to measure: so many rounds of each, of so many seconds. */
type Effort = { seconds: number; rounds: number };

/** One thing that is measured, by the name that the command line knows it by. */
export type Row = {
  name: string;
  /** Takes minutes, and is left out of a quick run. */
  isHeavy?: true;
  measure: (site: Site, effort: Effort) => Promise<Omit<Line, "row">[]>;
};

import type { Line } from "./figures";
import type { Site } from "./site";

/** How much to measure: so many rounds of each, of so many seconds. */
type Effort = { seconds: number; rounds: number };

/** One thing that is measured, by the name that the command line knows it by. */
export type Row = {
  name: string;
  /** Takes minutes, and is left out of a quick run. */
  isHeavy?: true;
  measure: (site: Site, effort: Effort) => Promise<Omit<Line, "row">[]>;
};

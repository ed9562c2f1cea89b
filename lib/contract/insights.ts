/** What became of guests on one day (UTC). Merges are no removals: that guest's work lives on in an account. */
export type GuestDay = {
  /** YYYY-MM-DD */
  day: string;
  created: number;
  upgraded: number;
  merged: number;
  removed: number;
};

/** Quartiles, in seconds, in two significant digits; null where nobody upgraded. */
export type TimeToUpgrade = { lower: number; median: number; upper: number } | null;

/** Live guests who were last active at least `from` seconds ago, and less than `until`; null is without end. */
export type IdleGuests = { from: number; until: number | null; guests: number };

/** Who there is now. `isEstimate` where that is extrapolated from a sample. */
export type LiveGuests = {
  total: number;
  ownNothing: number;
  byIdleTime: IdleGuests[];
  isEstimate: boolean;
};

/** A network that made many guests on one day, without its name: how many, and of how many. */
export type BusyNetwork = { day: string; guests: number; ofAll: number };

/** Guests made by a browser that had made another that day, among those of whom network and browser were known. */
type RepeatedCreation = { repeated: number; known: number };

/** One cause of too many guests, and whether the numbers speak for it. */
export type Finding = {
  cause: "one network" | "no maximum age" | "cleanup behind" | "new guest on every visit" | "owning nothing";
  isLikely: boolean;
};

export type Insights = {
  /** The length of the range; it ends with today. */
  days: number;
  /** Oldest first. */
  byDay: GuestDay[];
  totals: Omit<GuestDay, "day">;
  /** The most frequent first. */
  upgradedBy: { method: string; guests: number }[];
  /** Those who took one of the product's offers, by its name. */
  promptedBy: { prompt: string; guests: number }[];
  removedBecause: { reason: string; guests: number }[];
  timeToUpgrade: TimeToUpgrade;
  live: LiveGuests;
  /** Seconds; null where no guest is ever too old. */
  maxAge: number | null;
  /** When a cleanup that was no dry run last came to its end (ISO 8601). */
  lastCleanupAt: string | null;
  busiestNetworks: BusyNetwork[];
  repeatedCreation: RepeatedCreation;
  findings: Finding[];
};

/** The ranges on offer, in days. */
export const insightRanges = [7, 30, 90] as const;

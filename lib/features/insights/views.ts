/** What became of guests. Merges are no removals: that guest's work lives on in an account. */
export type GuestTotals = { created: number; upgraded: number; merged: number; removed: number };

/** One day (YYYY-MM-DD, UTC). */
export type GuestDay = GuestTotals & {
  day: string;
  /** Upgrades per new guest in the seven days that end with this one; null where there was no new guest. */
  conversion: number | null;
};

/** Quartiles, in seconds, in two significant digits; null where nobody upgraded. */
export type TimeToUpgrade = { lower: number; median: number; upper: number } | null;

/** Guests who were last active at least `from` seconds ago, and less than `until`; null is without end. */
export type IdleGuests = { from: number; until: number | null; guests: number };

/** The guests there are now. `isEstimate` where that is extrapolated from a sample. */
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

export type FindingStatus = "attention" | "ok" | "not enough data";

/** One cause of too many guests, and whether the numbers point to it. */
export type Finding = {
  cause: "one network" | "no maximum age" | "cleanup behind" | "new guest on every visit" | "owning nothing";
  status: FindingStatus;
};

export type Insights = {
  /** The length of the range; it ends with today. */
  days: number;
  /** Oldest first. */
  byDay: GuestDay[];
  totals: GuestTotals;
  timeToUpgrade: TimeToUpgrade;
  /** The same of as many days before. */
  before: { totals: GuestTotals; timeToUpgrade: TimeToUpgrade };
  /** The most frequent first. */
  upgradedBy: { method: string; guests: number }[];
  /** Upgrades that one of the product's prompts led to, by its name. */
  promptedBy: { prompt: string; guests: number }[];
  removedBecause: { reason: string; guests: number }[];
  live: LiveGuests;
  /** Seconds; null where no guest is ever too old. */
  maxAge: number | null;
  /** When a cleanup that was no dry run last finished. */
  lastCleanupAt: Date | null;
  busiestNetworks: BusyNetwork[];
  repeatedCreation: RepeatedCreation;
  findings: Finding[];
};

/** The ranges on offer, in days. */
export const insightRanges = [7, 30, 90] as const;

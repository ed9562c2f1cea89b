import type { Scope } from "./scopes";
import type { SocialProvider, SocialWay } from "./social";

/** Anybody who uses the app: a guest while `isAnonymous`, a member afterwards. Times are ISO 8601. */
export type User = {
  id: string;
  isAnonymous: boolean;
  email: string | null;
  emailVerified: boolean;
  name: string | null;
  image: string | null;
  role: "user" | "admin";
  metadata: Record<string, unknown>;
  createdAt: string;
  updatedAt: string;
  lastActiveAt: string;
};

/** `token` is the session's secret: handed once to a caller that is no browser, null everywhere else. */
export type Session = {
  id: string;
  userId: string;
  expiresAt: string;
  createdAt: string;
  token: string | null;
};

export type SignedIn = { user: User; session: Session };

/** What a guest left behind at a sign-in to another account, by kind: `{ cards: 3 }`. */
type GuestWork = { id: string; counts: Record<string, number> };

/** A sign-in. `guest` is null where the browser held no guest, or one who owned nothing. */
export type Arrival = SignedIn & { guest: GuestWork | null };

/** What can be brought along, and until when (ISO 8601). */
export type MergePreview = { guest: GuestWork; until: string };

/** What became of it: `counts` is what the account has got. */
export type MergeReceipt = { decision: "merge" | "discard"; guestId: string; counts: Record<string, number> };

/** A live session of one's own. `userAgent` is what the browser says of itself. */
export type Device = Session & { userAgent: string | null; isCurrent: boolean };

/** A guest's way back. Nobody can show it again. */
export type RecoveryCode = { code: string; expiresAt: string };

/** What somebody would lose with their account, by kind, and whether a password guards it. */
export type AccountSummary = { counts: Record<string, number>; hasPassword: boolean };

/** Everything that is kept about a member, by kind. */
export type AccountExport = { exportedAt: string; user: User } & Record<string, unknown>;

/** What the owner has switched on. Times in seconds, `minLength` in code points. */
export type Config = {
  authMethods: {
    anonymous: { enabled: boolean; maxAge: number | null };
    emailPassword: boolean;
    magicLink: boolean;
    social: Record<string, boolean>;
  };
  session: { lifetime: number };
  password: { minLength: number };
};

/** The same with its history. Version 0 is what holds before anybody saved. */
export type DashboardConfig = Config & {
  version: number;
  updatedAt: string | null;
  updatedBy: string | null;
};

/** What a page may offer: the methods that are on, and how short a password may be (code points). */
export type WaysIn = {
  anonymous: boolean;
  emailPassword: boolean;
  magicLink: boolean;
  social: SocialWay[];
  passwordMinLength: number;
};

/** `warnings` says what was saved although it may surprise. */
export type SavedConfig = DashboardConfig & { warnings: "MAX_AGE_BELOW_SESSION_LIFETIME"[] };

/** What a save would do, before it is done: what changes, and how many guests a cleanup removes as things are, and then. */
export type ConfigPreview = {
  before: DashboardConfig;
  change: ConfigChange;
  warnings: SavedConfig["warnings"];
  staleNow: number;
  staleThen: number;
};

/** What is to change; everything left out stays. `version` is the one that the change was made from. */
export type ConfigChange = {
  authMethods?: {
    anonymous?: { enabled?: boolean; maxAge?: number | null };
    emailPassword?: boolean;
    magicLink?: boolean;
    social?: Partial<Record<SocialProvider, boolean>>;
  };
  session?: { lifetime?: number };
  password?: { minLength?: number };
  version?: number;
};

/** What a cleanup did, or would do. `kept` names some who are as old but stay, and why. */
export type CleanupReport = {
  deleted: number;
  /** What a real run would delete; 0 after one. */
  wouldDelete: number;
  remaining: number;
  kept: { userId: string; reason: string }[];
  durationMs: number;
};

/** What happened. `userId` is whom it is about, or null; `actor` is who did it. */
export type AuditEvent = {
  id: string;
  type: string;
  userId: string | null;
  actor: string;
  details: Record<string, unknown>;
  createdAt: string;
};

/** All that an owner sees of one user: the ways in, the live sessions, what they own by kind, where they belong. */
export type Person = {
  user: User;
  ways: string[];
  sessions: Omit<Device, "isCurrent" | "token" | "userId">[];
  counts: Record<string, number>;
  organizations: { id: string; name: string; role: Membership["role"] }[];
};

/** An API key as it may be shown: without itself. `createdBy` is an actor as in the trail. */
export type ApiKey = {
  id: string;
  name: string;
  scopes: Scope[];
  createdBy: string;
  createdAt: string;
  lastUsedAt: string | null;
  revokedAt: string | null;
};

/** What one user gave to another, by kind. */
export type ReassignReceipt = { fromUserId: string; toUserId: string; counts: Record<string, number> };

export type Organization = { id: string; name: string; createdAt: string };

export type Membership = {
  organizationId: string;
  userId: string;
  role: "owner" | "admin" | "member";
  createdAt: string;
};

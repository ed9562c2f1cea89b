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

/** What a guest left behind at a sign-in to another account, by kind: `{ memberships: 3 }`. */
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
    passkey: boolean;
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
  passkey: boolean;
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
    passkey?: boolean;
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

/** A guest who has been away for longer than the maximum age; `reason` is why they stay, or null for those who go. */
export type AbsentGuest = {
  userId: string;
  name: string | null;
  lastActiveAt: string;
  counts: Record<string, number>;
  reason: string | null;
};

/** What a cleanup would do now. `going` and `kept` name some of them, the longest away first. `maxAge` in seconds. */
export type CleanupPreview = {
  maxAge: number | null;
  wouldDelete: number;
  going: AbsentGuest[];
  kept: AbsentGuest[];
};

/** An event that the owner's server did not take when it was last sent. Given up where there is no next attempt. */
export type FailedWebhook = {
  id: string;
  type: string;
  userId: string;
  attempts: number;
  failure: string;
  nextAttemptAt: string | null;
};

/** What the owner's server has not taken; `failed` are the newest. */
export type WebhookOverview = { waiting: number; givenUp: number; failed: FailedWebhook[] };

/** One run of the cleanup. One that was cut short, or is under way, has no `finishedAt`. `maxAge` in seconds. */
export type CleanupRun = {
  id: string;
  actor: string;
  dryRun: boolean;
  maxAge: number | null;
  deleted: number;
  remaining: number | null;
  startedAt: string;
  finishedAt: string | null;
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

/** An organization of one's own: one's role in it, and how many belong to it. */
export type MembershipView = Organization & { role: Membership["role"]; members: number };

/** One of a page of members. `email` is null for whoever does not run the organization. */
export type MemberView = {
  userId: string;
  name: string | null;
  email: string | null;
  isGuest: boolean;
  isYou: boolean;
  role: Membership["role"];
  joinedAt: string;
};

/** An organization as one of its members sees it. `invitedUntil` is null without an open link, and for plain members. */
export type OrganizationView = Organization & {
  role: Membership["role"];
  /** Owner or admin, with a full account. */
  runsIt: boolean;
  isLastOwner: boolean;
  invitedUntil: string | null;
  memberCount: number;
  members: MemberView[];
  /** From where the next page of members goes on: null at the end. */
  after: string | null;
};

/** The secret of a link that lets people into an organization. Nobody can show it again. */
export type Invitation = { token: string; expiresAt: string };

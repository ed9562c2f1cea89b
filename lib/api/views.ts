import type { z } from "zod";
import type { DashboardConfig, SavedConfig } from "@/lib/api/admin/admin-shapes";
import type { configChange } from "@/lib/api/admin/management-schemas";
import type { Scope } from "@/lib/api/admin/scopes";
import type { SessionInfo, User } from "./shapes";
import type { SocialProviderInfo } from "./social";

// What pages of the core show besides what endpoints answer.

/** What somebody would lose with their account, by kind, and whether a password guards it. */
export type AccountSummary = { counts: Record<string, number>; hasPassword: boolean };

/** The sign-in methods that are on, and how short a password may be (code points). */
export type SignInMethods = {
  anonymous: boolean;
  emailPassword: boolean;
  magicLink: boolean;
  passkey: boolean; // eject: passkeys
  social: SocialProviderInfo[];
  passwordMinLength: number;
};

/** What is to change in the settings; everything left out stays. `version` is the one that the change was made from. */
export type ConfigChange = z.output<typeof configChange>;

/** What a save would do: what changes, and how many guests a cleanup would remove before and after it. */
export type ConfigPreview = {
  before: DashboardConfig;
  change: ConfigChange;
  warnings: SavedConfig["warnings"];
  staleNow: number;
  staleThen: number;
};

/** A guest who has been inactive for longer than the maximum age; `reason` is why it is kept, or null where it will be removed. */
export type InactiveGuest = {
  userId: string;
  name: string | null;
  lastActiveAt: Date;
  counts: Record<string, number>;
  reason: string | null;
};

/** What a cleanup would do now. `toRemove` and `kept` name some, the longest inactive first. `maxAge` in seconds. */
export type CleanupPreview = {
  maxAge: number | null;
  wouldDelete: number;
  toRemove: InactiveGuest[];
  kept: InactiveGuest[];
};

/** One run of the cleanup. One that was interrupted, or is running, has no `finishedAt`. `maxAge` in seconds. */
export type CleanupRun = {
  id: string;
  actor: string;
  dryRun: boolean;
  maxAge: number | null;
  deleted: number;
  remaining: number | null;
  startedAt: Date;
  finishedAt: Date | null;
};

/**
 * All that an admin sees of one user: sign-in methods, live sessions, what they own by kind, and with which status the mail server refused their
 * address for good when it was last written to.
 */
export type Person = {
  user: User;
  emailRefusal: string | null;
  signInMethods: string[];
  sessions: Pick<SessionInfo, "id" | "userAgent" | "place" | "createdAt" | "expiresAt">[];
  counts: Record<string, number>;
};

/**
 * An API key as it may be shown: without itself. `prefix` is how it begins, null for an old one; `createdBy` is an actor as in the audit events;
 * `expiresAt` is null for one that never expires.
 */
export type ApiKey = {
  id: string;
  name: string;
  prefix: string | null;
  scopes: Scope[];
  createdBy: string;
  createdAt: Date;
  lastUsedAt: Date | null;
  expiresAt: Date | null;
  revokedAt: Date | null;
};

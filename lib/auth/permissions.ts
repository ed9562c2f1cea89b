import { fail, type Result } from "../contract/result";
import type { User } from "../contract/wire";

/** What somebody may or may not do. Whatever is not named in a table below needs a full account. */
export type Action =
  | "card.create"
  | "card.sign"
  | "organization.join"
  | "organization.create"
  | "organization.manage"
  | "account.export"
  | "users.manage"
  | "settings.manage";

/** What a guest may do, and how often at most; null is without end. */
const guestMay: Partial<Record<Action, { atMost: number | null }>> = {
  "card.create": { atMost: 20 },
  "card.sign": { atMost: 200 },
  "organization.join": { atMost: null },
};

const adminsAlone: ReadonlySet<Action> = new Set(["users.manage", "settings.manage"]);

/** `atMost` is how many of a kind somebody may own; null is without end. */
export type Decision =
  | { allowed: true; atMost: number | null }
  | { allowed: false; code: "FULL_ACCOUNT_REQUIRED" | "FORBIDDEN" };

/** Whether this user may do that. FULL_ACCOUNT_REQUIRED is the cue to offer the upgrade. */
export function can({ isAnonymous, role }: Pick<User, "isAnonymous" | "role">, action: Action): Decision {
  if (isAnonymous) {
    const allowance = guestMay[action];
    return allowance ? { allowed: true, ...allowance } : { allowed: false, code: "FULL_ACCOUNT_REQUIRED" };
  }
  if (adminsAlone.has(action) && role !== "admin") return { allowed: false, code: "FORBIDDEN" };
  return { allowed: true, atMost: null };
}

/** The answer to somebody who may not, or null. */
export function refusalOf(user: Pick<User, "isAnonymous" | "role">, action: Action): Result<never> | null {
  const decision = can(user, action);
  return decision.allowed ? null : fail(decision.code);
}

/** How many of a kind a guest may own, for a statement that counts: 0 where they may own none, null without end. */
export function guestQuota(action: Action): number | null {
  const decision = can({ isAnonymous: true, role: "user" }, action);
  return decision.allowed ? decision.atMost : 0;
}

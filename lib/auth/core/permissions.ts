import { fail, type Result } from "@/lib/api/result";
import type { User } from "@/lib/api/shapes";

type Who = Pick<User, "isAnonymous" | "role">;

/**
 * Who may do what. Guests may do what `guests` names, registered users everything but `admins`' own. `atMost` is how many a user may have of
 * it, null for any number; a registered user may have any number of what `users` does not name.
 */
type Table<Action extends string> = {
  guests: Partial<Record<Action, Allowance>>;
  users?: Partial<Record<Action, Allowance>>;
  admins?: readonly Action[];
};

type Allowance = { atMost: number | null };

type Decision =
  | ({ allowed: true } & Allowance)
  | { allowed: false; code: "FULL_ACCOUNT_REQUIRED" | "FORBIDDEN" };

/** The questions that a table answers. A product has a table of its own beside the one below. */
export function permissions<Action extends string>({ guests, users = {}, admins = [] }: Table<Action>) {
  /** Whether this user may do that. FULL_ACCOUNT_REQUIRED is the cue to offer the upgrade. */
  function can({ isAnonymous, role }: Who, action: Action): Decision {
    if (isAnonymous) {
      const allowance = guests[action];
      return allowance ? { allowed: true, ...allowance } : { allowed: false, code: "FULL_ACCOUNT_REQUIRED" };
    }
    if (admins.includes(action) && role !== "admin") return { allowed: false, code: "FORBIDDEN" };
    return { allowed: true, atMost: users[action]?.atMost ?? null };
  }

  /** Returns the error for a user who may not do that, or null. */
  function refusalOf(user: Who, action: Action): Result<never> | null {
    const decision = can(user, action);
    return decision.allowed ? null : fail(decision.code);
  }

  /** Returns how many a user may have: 0 for none, null for any number. */
  function quotaOf(user: Who, action: Action): number | null {
    const decision = can(user, action);
    return decision.allowed ? decision.atMost : 0;
  }

  /**
   * Returns the error for a user who has `count` already and may not have one more, or null: FULL_ACCOUNT_REQUIRED for a guest, FORBIDDEN for
   * a registered user. Count under `withUserLock`, so that two requests at once do not both find room.
   */
  function quotaRefusal(user: Who, action: Action, count: number): Result<never> | null {
    const quota = quotaOf(user, action);
    if (quota === null || count < quota) return null;
    return fail(user.isAnonymous ? "FULL_ACCOUNT_REQUIRED" : "FORBIDDEN");
  }

  /** Returns the check that a form makes before it calls its service. */
  function gate(action: Action) {
    return (user: Who) => refusalOf(user, action);
  }

  return { can, gate, refusalOf, quotaOf, quotaRefusal };
}

export type Action =
  | "organization.join" // eject: organizations
  | "organization.create" // eject: organizations
  | "organization.manage" // eject: organizations
  | "passkey.add" // eject: passkeys
  | "account.export"
  | "users.manage"
  | "settings.manage";

export const { can, refusalOf, quotaRefusal } = permissions<Action>({
  guests: {
    "organization.join": { atMost: null }, // eject: organizations
    "passkey.add": { atMost: 1 }, // eject: passkeys
  },
  users: {
    "organization.create": { atMost: 50 }, // eject: organizations
    "passkey.add": { atMost: 20 }, // eject: passkeys
  },
  admins: ["users.manage", "settings.manage"],
});

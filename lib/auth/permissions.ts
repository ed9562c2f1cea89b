import { fail, type Result } from "../contract/result";
import type { User } from "../contract/wire";

type Who = Pick<User, "isAnonymous" | "role">;

/**
 * Who may do what. Whatever `guests` does not name needs a full account; `atMost` is how many a guest may have of it;
 * null is without end. Whatever is in `admins` is for them alone.
 */
type Table<Action extends string> = {
  guests: Partial<Record<Action, Allowance>>;
  admins?: readonly Action[];
};

type Allowance = { atMost: number | null };

type Decision =
  | ({ allowed: true } & Allowance)
  | { allowed: false; code: "FULL_ACCOUNT_REQUIRED" | "FORBIDDEN" };

/** The questions that a table answers. A product has a table of its own beside the one below. */
export function permissions<Action extends string>({ guests, admins = [] }: Table<Action>) {
  /** Whether this user may do that. FULL_ACCOUNT_REQUIRED is the cue to offer the upgrade. */
  function can({ isAnonymous, role }: Who, action: Action): Decision {
    if (isAnonymous) {
      const allowance = guests[action];
      return allowance ? { allowed: true, ...allowance } : { allowed: false, code: "FULL_ACCOUNT_REQUIRED" };
    }
    if (admins.includes(action) && role !== "admin") return { allowed: false, code: "FORBIDDEN" };
    return { allowed: true, atMost: null };
  }

  /** The answer to somebody who may not, or null. */
  function refusalOf(user: Who, action: Action): Result<never> | null {
    const decision = can(user, action);
    return decision.allowed ? null : fail(decision.code);
  }

  /** How many a guest may have, for a statement that counts: 0 where none, null without end. */
  function guestQuota(action: Action): number | null {
    const decision = can({ isAnonymous: true, role: "user" }, action);
    return decision.allowed ? decision.atMost : 0;
  }

  /** The gate of a form: what answers whoever may not do that. */
  function gate(action: Action) {
    return (user: Who) => refusalOf(user, action);
  }

  return { can, gate, refusalOf, guestQuota };
}

export type Action =
  | "organization.join"
  | "organization.create"
  | "organization.manage"
  | "account.export"
  | "users.manage"
  | "settings.manage";

export const { can, refusalOf } = permissions<Action>({
  guests: { "organization.join": { atMost: null } },
  admins: ["users.manage", "settings.manage"],
});

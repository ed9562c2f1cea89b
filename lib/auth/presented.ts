import { fail, ok, type Result } from "../contract/result";
import type { SignedIn } from "../contract/wire";
import type { Ctx } from "./context";
import { readSession, refusal } from "./session-reading";

/** Who makes this request, guest or member. Errors: NO_SESSION, SESSION_ROTATED, ANONYMOUS_SESSION_EXPIRED, SESSION_EXPIRED. */
export async function presentedUser(ctx: Ctx): Promise<Result<SignedIn>> {
  const presented = await readSession(ctx);
  if (presented.state !== "live") return refusal(presented.state);
  return ok({ user: presented.user, session: presented.session });
}

/** The member who makes this request. Errors: those of `presentedUser`, and FULL_ACCOUNT_REQUIRED for a guest. */
export async function presentedMember(ctx: Ctx): Promise<Result<SignedIn>> {
  const presented = await presentedUser(ctx);
  return presented.ok && presented.data.user.isAnonymous ? fail("FULL_ACCOUNT_REQUIRED") : presented;
}

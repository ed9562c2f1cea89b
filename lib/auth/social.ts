import { sql } from "drizzle-orm";
import { statement } from "@/db/statement";
import { inTransaction } from "@/db/transaction";
import { fail, ok, type Result } from "../contract/result";
import type { SocialIntent } from "../contract/social";
import type { Arrival } from "../contract/wire";
import {
  createMemberByAccount,
  findUserByAccount,
  linkClaimant,
  type SocialProfile,
  turnFullByAccount,
} from "./accounts";
import type { Ctx } from "./context";
import { detachClaim } from "./email-claims";
import { newId } from "./ids";
import { lockParties, type Parties } from "./parties";
import { readSession, refusal } from "./session-reading";
import { rotateAlone } from "./session-rotation";
import { enter } from "./session-switch";

/**
 * The session that leaves for a provider, by its id; null for nobody's. An upgrade is for guests alone.
 * Errors, of an upgrade: NO_SESSION, SESSION_ROTATED, ANONYMOUS_SESSION_EXPIRED, SESSION_EXPIRED, USER_NOT_ANONYMOUS.
 */
export async function leavingSession(ctx: Ctx, intent: SocialIntent): Promise<Result<string | null>> {
  const presented = await readSession(ctx);
  if (presented.state === "live") {
    const refused = intent === "upgrade" && !presented.user.isAnonymous;
    return refused ? fail("USER_NOT_ANONYMOUS") : ok(presented.session.id);
  }
  return intent === "upgrade" ? refusal(presented.state) : ok(null);
}

/** Who left for a provider, and what for: sealed at the start, held against the request that returns. */
export type Leave = { intent: SocialIntent; sessionId: string | null };

/**
 * Decides what a profile that a provider vouches for makes of the request's session, in one transaction.
 * An upgrade turns the guest into a member in place. A sign-in opens the account's own user; where the account is new,
 * a guest becomes its user in place, and anybody else gets a new one. Null means that another return from the same
 * start has done it, and handed out the new secret.
 * Errors: ACCOUNT_ALREADY_LINKED, EMAIL_ALREADY_IN_USE, USER_NOT_ANONYMOUS, CONFLICT where the session is not the one that left,
 * NO_SESSION, SESSION_ROTATED, ANONYMOUS_SESSION_EXPIRED, SESSION_EXPIRED.
 */
export function arrive(outer: Ctx, leave: Leave, profile: SocialProfile): Promise<Result<Arrival | null>> {
  return inTransaction(outer.db, async (db) => {
    const ctx = { ...outer, db };
    const parties = await lockParties(ctx, { email: profile.email });
    const { holder } = parties;
    const owner = await findUserByAccount(ctx, profile);
    if ((holder?.sessionId ?? null) !== leave.sessionId) return whoLeft(ctx, owner?.id ?? null);
    if (owner === null) return welcome(ctx, leave, parties, profile);
    if (leave.intent === "sign-in") return ok(await enter(ctx, owner.id, profile.provider));
    return owner.id === holder?.id ? ok(null) : fail("ACCOUNT_ALREADY_LINKED");
  });
}

/**
 * Gives an account that is nobody's to the guest who is here, to the member here who claims its address and has now
 * proven it, or else to a new member.
 */
async function welcome(
  ctx: Ctx,
  leave: Leave,
  { holder, others }: Parties,
  profile: SocialProfile,
): Promise<Result<Arrival>> {
  const guest = holder?.isGuest ? holder : null;
  if (guest === null && leave.intent === "upgrade") return fail("USER_NOT_ANONYMOUS");
  const { email } = profile;
  if (holder !== null && holder.email === email && email !== null && !holder.isVerified) {
    await linkClaimant(ctx, holder.id, profile);
    return ok(await enter(ctx, holder.id, profile.provider));
  }
  const userId = guest?.id ?? newId("usr");
  if (email !== null) {
    if (others.some((user) => user.email === email && user.isVerified)) return fail("EMAIL_ALREADY_IN_USE");
    await detachClaim(ctx, email, userId);
  }
  if (guest !== null) {
    await turnFullByAccount(ctx, guest.id, profile);
    return ok({ ...(await rotateAlone(ctx, guest.sessionId)), guest: null });
  }
  await createMemberByAccount(ctx, userId, profile);
  return ok(await enter(ctx, userId, profile.provider), 201);
}

const rotatedTo = statement<{ user_id: string }>(
  "find_rotated_token",
  sql`SELECT user_id FROM rotated_tokens WHERE token_hash = ${sql.placeholder("presented")}`,
);

/** The answer to a session that is not the one that left. */
async function whoLeft(ctx: Ctx, ownerId: string | null): Promise<Result<null>> {
  const [rotated] = await rotatedTo(ctx.db, { presented: ctx.tokenHash });
  if (rotated && rotated.user_id === ownerId) return ok(null);
  const presented = await readSession(ctx);
  return presented.state === "live" ? fail("CONFLICT") : refusal(presented.state);
}

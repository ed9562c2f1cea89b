import { withTransaction } from "@/db/transaction";
import { fail, ok, type Result } from "@/lib/api/result";
import type { SignInResult } from "@/lib/api/shapes";
import type { SocialIntent } from "@/lib/api/social";
import { withConfirmedUser } from "@/lib/auth/account/confirm-identity";
import type { Context } from "@/lib/auth/core/context";
import { newId } from "@/lib/auth/core/ids";
import { type LockedUsers, lockUsers } from "@/lib/auth/core/locked-users";
import { detachClaim } from "@/lib/auth/email/email-claims";
import { openSession } from "@/lib/auth/session/open-session";
import { readSession, rotatedUserId, sessionError } from "@/lib/auth/session/session";
import { createAccount } from "@/lib/auth/upgrade/create-account";
import { upgradeGuest } from "@/lib/auth/upgrade/upgrade-guest";
import {
  accountOf,
  findUserByAccount,
  linkAccount,
  renewTokens,
  type SocialProfile,
  verifyClaimByAccount,
} from "./accounts";

/** What a browser goes to a provider for; `link` connects the account there to the registered user who is signed in here. */
export type OAuthIntent = SocialIntent | "link";

/** Which session started at a provider, and what for: sealed at the start, compared with the request that returns. */
export type OAuthStart = { intent: OAuthIntent; sessionId: string | null };

/**
 * Returns the id of the session that starts at a provider, or null for none. An upgrade is for guests; who links an account
 * confirms who they are.
 * Errors, of an upgrade: USER_NOT_ANONYMOUS, those of `sessionError`; of a link: those of `withConfirmedUser`.
 */
export async function sessionForOAuth(
  ctx: Context,
  intent: OAuthIntent,
  input: { password?: string | undefined } = {},
): Promise<Result<string | null>> {
  if (intent === "link")
    return withConfirmedUser(ctx, input, async (_, { sessionId }) => ok(sessionId), {
      registered: true,
      orRecentSignIn: true,
    });
  const lookup = await readSession(ctx);
  if (lookup.state !== "live") return intent === "upgrade" ? sessionError(lookup.state) : ok(null);
  return intent === "upgrade" && !lookup.user.isAnonymous
    ? fail("USER_NOT_ANONYMOUS")
    : ok(lookup.session.id);
}

/**
 * Decides, in one transaction, what a profile that a provider vouches for means for the session of this request. An upgrade turns the guest into
 * a registered user in place. A sign-in opens a session of the account's user; where the account is new, a guest becomes its user
 * in place, and anybody else gets a new user. A link connects the account. Null means that there is no new session: after a link, and where another
 * return from the same start was first.
 * Errors: ACCOUNT_ALREADY_LINKED, EMAIL_ALREADY_IN_USE, USER_NOT_ANONYMOUS, FULL_ACCOUNT_REQUIRED for a link by a guest, CONFLICT where another session
 * started, those of `sessionError`.
 */
export function completeSocialSignIn(
  outer: Context,
  start: OAuthStart,
  profile: SocialProfile,
): Promise<Result<SignInResult | null>> {
  const now = outer.clock();
  return withTransaction({ ...outer, clock: () => now }, async (ctx) => {
    const locked = await lockUsers(ctx, { email: profile.email });
    const { current } = locked;
    const owner = await findUserByAccount(ctx, profile);
    if ((current?.sessionId ?? null) !== start.sessionId) return otherSession(ctx, owner?.id ?? null);
    if (start.intent === "link") return link(ctx, current, owner?.id ?? null, profile);
    if (owner === null) return acceptNewAccount(ctx, start, locked, profile);
    if (start.intent === "sign-in" || owner.id === current?.id) await renewTokens(ctx, profile);
    if (start.intent === "sign-in") return ok(await openSession(ctx, owner.id, profile.provider));
    return owner.id === current?.id ? ok(null) : fail("ACCOUNT_ALREADY_LINKED");
  });
}

/**
 * Gives an account that belongs to nobody to the current guest, to the current user who claims its address and has now
 * proven it, or else to a new user.
 */
async function acceptNewAccount(
  ctx: Context,
  { intent }: OAuthStart,
  { current, all }: LockedUsers,
  profile: SocialProfile,
): Promise<Result<SignInResult>> {
  const isGuest = current?.isAnonymous === true;
  if (!isGuest && intent === "upgrade") return fail("USER_NOT_ANONYMOUS");
  const { email, name, image, provider } = profile;
  if (current !== null && claims(current, email)) {
    await verifyClaimByAccount(ctx, current.id, profile);
    return ok(await openSession(ctx, current.id, provider));
  }
  const userId = isGuest ? current.id : newId("usr");
  if (email !== null) {
    if (all.some((user) => user.email === email && user.emailVerifiedAt !== null))
      return fail("EMAIL_ALREADY_IN_USE");
    await detachClaim(ctx, email, userId);
  }
  const credential = { method: provider, email, name, image, account: accountOf(ctx, profile) };
  if (!isGuest) {
    await createAccount(ctx, { ...credential, id: userId });
    return ok(await openSession(ctx, userId, provider), 201);
  }
  const upgraded = await upgradeGuest(ctx, credential);
  if (!upgraded.ok) throw new Error("the guest was not locked");
  return ok({ ...upgraded.data, guest: null });
}

/** Connects an account to the current user. Where it proves the address that they only claimed, that is verified. */
async function link(
  ctx: Context,
  current: LockedUsers["current"],
  ownerId: string | null,
  profile: SocialProfile,
): Promise<Result<null>> {
  if (current === null) return sessionError("none");
  if (current.isAnonymous) return fail("FULL_ACCOUNT_REQUIRED");
  if (ownerId !== null && ownerId !== current.id) return fail("ACCOUNT_ALREADY_LINKED");
  if (ownerId !== null) {
    await renewTokens(ctx, profile);
    return ok(null);
  }
  if (claims(current, profile.email)) await verifyClaimByAccount(ctx, current.id, profile);
  else await linkAccount(ctx, current.id, profile);
  return ok(null);
}

/** Whether a user holds this address without having proven it. */
function claims(user: NonNullable<LockedUsers["current"]>, email: string | null): boolean {
  return email !== null && user.email === email && user.emailVerifiedAt === null;
}

/**
 * The answer to a session that is not the one that started: null where another return has renewed that, or has signed in to the same
 * account.
 */
async function otherSession(ctx: Context, ownerId: string | null): Promise<Result<null>> {
  if (ownerId !== null && (await rotatedUserId(ctx)) === ownerId) return ok(null);
  const lookup = await readSession(ctx);
  if (lookup.state !== "live") return sessionError(lookup.state);
  return lookup.user.id === ownerId ? ok(null) : fail("CONFLICT");
}

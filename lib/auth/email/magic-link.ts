import { and, desc, eq, gt, isNotNull, isNull, lt, sql } from "drizzle-orm";
import type { z } from "zod";
import { verificationTokens } from "@/db/schema";
import { withTransaction } from "@/db/transaction";
import { fail, ok, type Result } from "@/lib/api/result";
import type { magicLinkRequest } from "@/lib/api/schemas";
import type { MagicLinkResult } from "@/lib/api/shapes";
import type { Context } from "@/lib/auth/core/context";
import { newId } from "@/lib/auth/core/ids";
import { lockUsers } from "@/lib/auth/core/locked-users";
import { hashSecret } from "@/lib/auth/core/secrets";
import { openSession } from "@/lib/auth/session/open-session";
import { createAccount } from "@/lib/auth/upgrade/create-account";
import { upgradeGuest } from "@/lib/auth/upgrade/upgrade-guest";
import { ownerOf } from "./email-claims";
import { mailToken } from "./mailed-tokens";
import { openPath, sealPath } from "./sealed-path";
import { askedHere, markUsed, tokenHolder } from "./tokens";

/**
 * Emails a link and six digits that both sign in the browser of this request, once: recognised by its session or, where it has none, by
 * the cookie behind `browserHash`. They replace those it asked for before. The answer and the work are the same for every address.
 * Errors: METHOD_DISABLED.
 */
export async function requestMagicLink(
  ctx: Context,
  { email, name, ...asked }: z.output<typeof magicLinkRequest>,
): Promise<Result<{ sent: true }>> {
  if (!ctx.config.authMethods.magicLink) return fail("METHOD_DISABLED");
  const callbackUrl = sealPath(ctx, ctx.askedPath(asked));
  return withTransaction(ctx, async (tx) => {
    const holder = await tokenHolder(tx);
    if (holder.userId !== null) await dropVisitorsLink(tx);
    await mailToken(tx, "magic-link", email, { ...holder, name, callbackUrl });
    return ok({ sent: true }, 202);
  });
}

/** Ends the link that this browser asked for while it had no session. */
async function dropVisitorsLink({ db, browserHash }: Context): Promise<void> {
  if (browserHash === null) return;
  await db
    .delete(verificationTokens)
    .where(
      and(
        isNull(verificationTokens.userId),
        eq(verificationTokens.browserHash, browserHash),
        eq(verificationTokens.purpose, "magic-link"),
      ),
    );
}

type PendingMagicLink = Pick<typeof verificationTokens.$inferSelect, "id" | "name" | "callbackUrl"> & {
  email: string;
};

/** The columns of a magic link, which has an address always. */
const magicLinkColumns = {
  id: verificationTokens.id,
  email: verificationTokens.email,
  name: verificationTokens.name,
  callbackUrl: verificationTokens.callbackUrl,
};

/** The magic links that can still be used. */
function unusedMagicLink(now: Date) {
  return and(
    eq(verificationTokens.purpose, "magic-link"),
    gt(verificationTokens.expiresAt, now),
    isNull(verificationTokens.usedAt),
  );
}

/**
 * Returns what a mailed link would do in this browser, without using it up.
 * Errors: TOKEN_INVALID, FORBIDDEN where another browser asked for it: the code has to be typed there.
 */
export async function getMagicLink(
  ctx: Context,
  input: { token: string },
): Promise<Result<PendingMagicLink>> {
  const [found] = await ctx.db
    .select({ ...magicLinkColumns, isHere: sql<boolean>`coalesce(${askedHere(ctx)}, false)` })
    .from(verificationTokens)
    .where(and(eq(verificationTokens.tokenHash, hashSecret(input.token)), unusedMagicLink(ctx.clock())));
  if (!found?.email) return fail("TOKEN_INVALID");
  if (found.isHere) return ok({ ...found, email: found.email });
  return fail("FORBIDDEN", {
    fields: { code: "Enter the code from the email in the browser where you asked for it" },
  });
}

type MagicLinkProof = { token: string } | { email: string; code: string };

/** A code of six digits can be guessed this many times (contract, section 6). */
const maxTries = 5;

/**
 * Signs in the browser that asked for a magic link, by the link or by the code, once. The owner of the address is signed in; where there
 * is none, the guest becomes a registered user in place, and a visitor gets a new account. Another user's claim on the address is
 * detached.
 * Errors: METHOD_DISABLED, TOKEN_INVALID (also for a wrong code, of which there may be four), FORBIDDEN in another browser.
 */
export async function verifyMagicLink(ctx: Context, input: MagicLinkProof): Promise<Result<MagicLinkResult>> {
  if (!ctx.config.authMethods.magicLink) return fail("METHOD_DISABLED");
  const pending = await ("token" in input ? getMagicLink(ctx, input) : tryCode(ctx, input));
  if (!pending.ok) return pending;
  const { id, email, name } = pending.data;
  const callbackURL = openPath(ctx, pending.data.callbackUrl);
  const method = "magic-link";
  return withTransaction(ctx, async (tx) => {
    const locked = await lockUsers(tx, { email });
    if (!(await markUsed(tx, id))) return fail("TOKEN_INVALID");
    const guest = locked.current?.isAnonymous ? locked.current : null;
    const newUserId = newId("usr");
    const owner = await ownerOf(tx, email, locked, guest?.id ?? newUserId);
    if (owner === null && guest) {
      const upgraded = await upgradeGuest(tx, { method, email, name });
      return upgraded.ok ? ok({ ...upgraded.data, guest: null, callbackURL }) : upgraded;
    }
    if (owner === null) await createAccount(tx, { id: newUserId, method, email, name });
    return ok({ ...(await openSession(tx, owner ?? newUserId, method)), callbackURL });
  });
}

/** The try counts before the code is compared, in a statement of its own: whatever comes after, it was made. */
async function tryCode(
  ctx: Context,
  input: { email: string; code: string },
): Promise<Result<PendingMagicLink>> {
  const [pending] = await ctx.db
    .update(verificationTokens)
    .set({ attempts: sql`${verificationTokens.attempts} + 1` })
    .where(
      and(
        eq(verificationTokens.email, input.email),
        unusedMagicLink(ctx.clock()),
        lt(verificationTokens.attempts, maxTries),
        askedHere(ctx),
      ),
    )
    .returning(magicLinkColumns);
  if (pending && ctx.mailCode(pending.id) === input.code) return ok({ ...pending, email: input.email });
  return fail("TOKEN_INVALID", {
    fields: { code: "That code is wrong or has expired. Use the one in the latest email." },
  });
}

/**
 * Returns where a link led on to that this input has used before, or null. Only for a request that has proven to be that earlier one: see
 * lib/auth/session/replay.ts.
 */
export async function replayMagicLink(
  ctx: Context,
  input: MagicLinkProof,
): Promise<{ callbackURL: string } | null> {
  const named =
    "token" in input
      ? eq(verificationTokens.tokenHash, hashSecret(input.token))
      : eq(verificationTokens.email, input.email);
  const used = await ctx.db
    .select(magicLinkColumns)
    .from(verificationTokens)
    .where(and(named, eq(verificationTokens.purpose, "magic-link"), isNotNull(verificationTokens.usedAt)))
    .orderBy(desc(verificationTokens.usedAt));
  const found = used.find(({ id }) => "token" in input || ctx.mailCode(id) === input.code);
  return found ? { callbackURL: openPath(ctx, found.callbackUrl) } : null;
}

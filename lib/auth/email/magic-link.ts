import { and, eq, gt, isNull, sql } from "drizzle-orm";
import { verificationTokens } from "@/db/schema";
import { withTransaction } from "@/db/transaction";
import { fail, ok, type Result } from "@/lib/api/result";
import type { Context } from "@/lib/auth/core/context";
import { hashSecret } from "@/lib/auth/core/secrets";
import { mailToken } from "./mailed-tokens";
import { sealPath } from "./sealed-path";
import { askedHere, tokenHolder } from "./tokens";

export type MagicLinkRequest = {
  email: string;
  name: string | null;
  callbackURL?: string | undefined;
  callbackUrl?: string | undefined;
};

/**
 * Emails a link and six digits that both sign in the browser of this request, once: recognised by its session or, where it has none, by
 * the cookie behind `browserHash`. They replace those it asked for before. The answer and the work are the same for every address.
 * Errors: METHOD_DISABLED.
 */
export async function requestMagicLink(
  ctx: Context,
  { email, name, ...asked }: MagicLinkRequest,
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

export type PendingMagicLink = Pick<typeof verificationTokens.$inferSelect, "id" | "name" | "callbackUrl"> & {
  email: string;
};

/** The columns of a magic link, which has an address always. */
export const magicLinkColumns = {
  id: verificationTokens.id,
  email: verificationTokens.email,
  name: verificationTokens.name,
  callbackUrl: verificationTokens.callbackUrl,
};

/** The magic links that can still be used. */
export function unusedMagicLink(now: Date) {
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

import { and, eq, isNotNull } from "drizzle-orm";
import { newRow } from "@/db/queries";
import { mailOutbox, verificationTokens } from "@/db/schema";
import type { Context } from "@/lib/auth/core/context";
import { newId } from "@/lib/auth/core/ids";
import { hashSecret } from "@/lib/auth/core/secrets";
import { addSeconds } from "@/lib/auth/core/users";
import { canGetMail, mailCountedSince } from "./outbox";
import { replaceToken, type TokenHolder } from "./tokens";

/** How long what an email carries works (seconds): an address may wait a day to be verified, a sign-in may not. */
const lifetimes = {
  "verify-email": 24 * 60 * 60,
  "change-email": 24 * 60 * 60,
  "reset-password": 15 * 60,
  "magic-link": 15 * 60,
} as const;

export type MailedPurpose = keyof typeof lifetimes;

/** The values of a new token and of the email that carries it. Its secret is derived from the id when the email is written. */
export function mailedTokenValues(ctx: Pick<Context, "clock" | "mailSecret">, purpose: MailedPurpose) {
  const now = ctx.clock();
  const tokenId = newId("tok");
  return {
    tokenId,
    mailId: newId("mail"),
    tokenHash: hashSecret(ctx.mailSecret(tokenId)),
    expiresAt: addSeconds(now, lifetimes[purpose]),
    now,
  };
}

/**
 * Replaces the token of this purpose that the user (or browser) had, and queues the email that carries the new one, in the transaction that
 * `ctx.db` is. Where `email` is null there is a token of no use, and no email, by the same statements: how long they take does not tell
 * whether an address has an account. The email is withheld where the address has had as many as it may get, unless it counts under
 * the browser's own limit.
 */
export async function mailToken(
  ctx: Pick<Context, "db" | "clock" | "mailSecret" | "isOwnMail">,
  purpose: MailedPurpose,
  email: string | null,
  holder: TokenHolder,
): Promise<void> {
  const { tokenId: id, mailId, tokenHash, expiresAt, now } = mailedTokenValues(ctx, purpose);
  await replaceToken(ctx, { id, purpose, tokenHash, email, expiresAt }, holder);
  await ctx.db.insert(mailOutbox).select(
    ctx.db
      .select(
        newRow(mailOutbox, {
          id: mailId,
          kind: purpose,
          recipient: verificationTokens.email,
          tokenId: verificationTokens.id,
          attempts: 0,
          nextAttemptAt: now,
          createdAt: now,
        }),
      )
      .from(verificationTokens)
      .where(
        and(
          eq(verificationTokens.id, id),
          isNotNull(verificationTokens.email),
          ctx.isOwnMail ? undefined : canGetMail(ctx.db, verificationTokens.email, mailCountedSince(now)),
        ),
      ),
  );
}

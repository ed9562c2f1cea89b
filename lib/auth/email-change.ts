import { sql } from "drizzle-orm";
import { statement } from "@/db/statement";
import { inTransaction } from "@/db/transaction";
import { ok, type Result } from "../contract/result";
import type { Ctx } from "./context";
import { mailedToken, mailedTokenValues } from "./email-tokens";
import { queueNotice } from "./outbox";
import { ownPassword, passwordAsked, passwordRefusal } from "./own-password";
import { lockParties } from "./parties";
import { presentedMember } from "./presented";
import { refusal } from "./session-reading";

const p = sql.placeholder;

const request = statement(
  "request_email_change",
  sql`WITH ${mailedToken("change-email", sql`SELECT ${p("userId")}::text AS id, ${p("email")}::text AS email`)}
    SELECT id FROM token`,
);

/**
 * Asks to move an account to a new address: a link goes there, a notice to the old one. Nothing changes before the new
 * address is proven at `verifyEmail`, and who gets it is decided then, so the answer does not tell whether it is taken. An
 * address that an account has is moved with its password alone; one that has neither gets its first one by the session.
 * Errors: those of `presentedMember`, those of `passwordRefusal`.
 */
export async function changeEmail(
  ctx: Ctx,
  input: { email: string; password?: string | undefined },
): Promise<Result<{ sent: true }>> {
  const presented = await presentedMember(ctx);
  if (!presented.ok) return presented;
  const userId = presented.data.user.id;
  const { email, password } = input;
  const known = await ownPassword(ctx, userId, password);
  return inTransaction(ctx.db, async (db) => {
    const tx = { ...ctx, db };
    const { holder } = await lockParties(tx, {});
    if (holder?.id !== userId) return refusal("none");
    if (holder.email !== null && known === null) return passwordAsked(password);
    const refused = await passwordRefusal(tx, userId, password, known);
    if (refused) return refused;
    const now = ctx.clock();
    await request(db, {
      userId,
      email,
      now: now.toISOString(),
      ...mailedTokenValues(ctx, now, "change-email"),
    });
    await queueNotice(tx, "email-change-asked", userId);
    return ok({ sent: true }, 202);
  });
}

import { sql } from "drizzle-orm";
import { statement } from "@/db/statement";
import { inTransaction } from "@/db/transaction";
import { fail, ok, type Result } from "../contract/result";
import type { Arrival } from "../contract/wire";
import { askedHere } from "./asked-here";
import { at } from "./audit";
import type { Ctx } from "./context";
import { newId } from "./ids";
import { getMagicLink, type PendingMagicLink } from "./magic-link";
import { lockParties } from "./parties";
import { createProvenMember, ownerOf, upgradeProven } from "./proven-email";
import { enter } from "./session-switch";

export type MagicLinkProof = { token: string } | { email: string; code: string };
export type MagicArrival = Arrival & { callbackURL: string };

/** So many guesses has a code of six digits (contract, section 6). */
const tries = 5;

const p = sql.placeholder;

const tryCode = statement<PendingMagicLink>(
  "try_magic_code",
  sql`UPDATE verification_tokens t SET attempts = attempts + 1
    WHERE t.purpose = 'magic-link' AND t.email = ${p("email")} AND t.expires_at > ${at("now")}
      AND t.attempts < ${p("tries")} AND ${askedHere}
    RETURNING t.id, t.email, t.name, t.callback_url`,
);

const consume = statement<{ id: string }>(
  "consume_magic_link",
  sql`DELETE FROM verification_tokens WHERE id = ${p("id")} RETURNING id`,
);

/**
 * Lets the browser in that asked for a magic link, by the link or by the code, once. Whoever owns the address is signed in;
 * where nobody does, the guest becomes a member in place, and a visitor gets a new account. A claim on the address by
 * anybody else is detached.
 * Errors: METHOD_DISABLED, TOKEN_INVALID (also for a wrong code, of which there may be four), FORBIDDEN in another browser.
 */
export async function verifyMagicLink(ctx: Ctx, input: MagicLinkProof): Promise<Result<MagicArrival>> {
  if (!ctx.config.authMethods.magicLink) return fail("METHOD_DISABLED");
  const pending = await ("token" in input ? getMagicLink(ctx, input) : findByCode(ctx, input));
  if (!pending.ok) return pending;
  const { id, email, name, callback_url: callbackURL } = pending.data;
  return inTransaction(ctx.db, async (db) => {
    const tx = { ...ctx, db };
    const parties = await lockParties(tx, { email });
    const [used] = await consume(db, { id });
    if (!used) return fail("TOKEN_INVALID");
    const guest = parties.holder?.isGuest ? parties.holder : null;
    const newUser = newId("usr");
    const owner = await ownerOf(tx, email, parties, guest?.id ?? newUser);
    if (owner === null && guest) {
      const upgraded = await upgradeProven(tx, guest, { email, name, method: "magic-link" });
      return ok({ ...upgraded, guest: null, callbackURL });
    }
    if (owner === null) await createProvenMember(tx, newUser, { email, name, method: "magic-link" });
    return ok({ ...(await enter(tx, owner ?? newUser, "magic-link")), callbackURL });
  });
}

/** The try counts before the code is looked at, in a statement of its own: whatever comes after, it was made. */
async function findByCode(
  ctx: Ctx,
  input: { email: string; code: string },
): Promise<Result<PendingMagicLink>> {
  const [pending] = await tryCode(ctx.db, {
    email: input.email,
    presented: ctx.tokenHash,
    browserHash: ctx.browserHash,
    tries,
    now: ctx.clock().toISOString(),
  });
  if (pending && ctx.mailCode(pending.id) === input.code) return ok(pending);
  return fail("TOKEN_INVALID", { fields: { code: "Not the code in the newest mail, or tried too often" } });
}

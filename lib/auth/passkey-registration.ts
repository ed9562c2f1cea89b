import { sql } from "drizzle-orm";
import { statement } from "@/db/statement";
import { inTransaction } from "@/db/transaction";
import type { NewPasskey, PasskeyCreation } from "../contract/passkeys";
import { fail, ok, type Result } from "../contract/result";
import type { SignedIn, User } from "../contract/wire";
import { at, writeAudit } from "./audit";
import type { Ctx } from "./context";
import { callHook } from "./hooks";
import { queueNotice } from "./outbox";
import { ownPassword, passwordRefusal } from "./own-password";
import { lockParties } from "./parties";
import { issueChallenge, promptLifetime, spendChallenge } from "./passkey-challenges";
import { algorithms, newPasskeyIn, userHandle } from "./passkey-proofs";
import { insertPasskey, type PasskeyRow, passkeysOf } from "./passkeys";
import { presentedUser } from "./presented";
import { refusal } from "./session-reading";
import { rotateAlone } from "./session-rotation";

const p = sql.placeholder;

/** What a passkey of a guest is for, and what one of a member: neither does for the other. */
const purposeOf = (isGuest: boolean) => (isGuest ? "passkey-upgrade" : "passkey-addition");

/**
 * What a browser makes a passkey from, for whoever asks: a guest who wants to become a member by it, or a member, who gives
 * the password where there is one. Errors: METHOD_DISABLED, those of `presentedUser`, those of `passwordRefusal`.
 */
export async function startPasskey(
  ctx: Ctx,
  input: { password?: string | undefined },
): Promise<Result<PasskeyCreation>> {
  if (!ctx.config.authMethods.passkey) return fail("METHOD_DISABLED");
  const presented = await presentedUser(ctx);
  if (!presented.ok) return presented;
  const { user } = presented.data;
  const known = await ownPassword(ctx, user.id, input.password);
  return inTransaction(ctx.db, async (db) => {
    const tx = { ...ctx, db };
    const { holder } = await lockParties(tx, {});
    if (holder?.id !== user.id) return refusal("none");
    const refused = await passwordRefusal(tx, user.id, input.password, known);
    if (refused) return refused;
    const challenge = await issueChallenge(tx, purposeOf(holder.isGuest));
    return ok(creation(ctx, user, challenge, await passkeysOf(tx, user.id)));
  });
}

function creation(
  { relyingParty: { id, name } }: Ctx,
  user: User,
  challenge: string,
  present: PasskeyRow[],
): PasskeyCreation {
  const label = user.email ?? user.name ?? `Account of ${user.createdAt.slice(0, 10)}`;
  return {
    challenge,
    rp: { id, name },
    user: { id: userHandle(user.id), name: label, displayName: user.name ?? label },
    pubKeyCredParams: algorithms.map((alg) => ({ type: "public-key", alg })),
    excludeCredentials: present.map(({ credential_id, transports }) => ({
      type: "public-key",
      id: credential_id,
      transports,
    })),
    authenticatorSelection: {
      residentKey: "required",
      requireResidentKey: true,
      userVerification: "preferred",
    },
    attestation: "none",
    timeout: promptLifetime * 1000,
  };
}

const turnFull = statement(
  "upgrade_by_passkey",
  sql`WITH u AS (
      UPDATE users SET is_anonymous = false, updated_at = ${at("now")}, last_active_at = ${at("now")}
      WHERE id = ${p("userId")} AND is_anonymous RETURNING id
    )
    DELETE FROM verification_tokens USING u WHERE user_id = u.id`,
);

/**
 * Gives whoever asks the passkey that their browser has just made for `startPasskey`, called `name`. A guest becomes a member by
 * it, in place: same user id, same session id, a new secret, and the guest's other sessions end. A member keeps the session,
 * and is told by mail. All in one transaction.
 * Errors: METHOD_DISABLED, VALIDATION_FAILED (`fields.credential`) for what is no new passkey of this site, those of
 * `presentedUser`, TOKEN_INVALID where it was not asked for by this session, or too long ago, ACCOUNT_ALREADY_LINKED.
 */
export async function registerPasskey(
  ctx: Ctx,
  { credential, name }: { credential: NewPasskey; name: string | null },
): Promise<Result<SignedIn>> {
  if (!ctx.config.authMethods.passkey) return fail("METHOD_DISABLED");
  const passkey = await newPasskeyIn(ctx, credential);
  if (passkey === null)
    return fail("VALIDATION_FAILED", { fields: { credential: "Not a new passkey of this site" } });
  return inTransaction(ctx.db, async (db) => {
    const tx = { ...ctx, db };
    const { holder } = await lockParties(tx, {});
    const presented = await presentedUser(tx);
    if (!presented.ok) return presented;
    if (holder === null) return refusal("none");
    if (!(await spendChallenge(tx, purposeOf(holder.isGuest), passkey.challenge)))
      return fail("TOKEN_INVALID");
    const passkeyId = await insertPasskey(tx, holder.id, passkey, name);
    if (passkeyId === null) return fail("ACCOUNT_ALREADY_LINKED");
    if (holder.isGuest) return ok(await upgradeByPasskey(tx, holder));
    await writeAudit(tx, "passkey.added", holder.id, { passkeyId });
    await queueNotice(tx, "passkey-added", holder.id);
    return presented;
  });
}

/** Turns the guest who holds the presented session, and has a passkey by now, into a member in place. Both are locked. */
async function upgradeByPasskey(ctx: Ctx, guest: { id: string; sessionId: string }): Promise<SignedIn> {
  await turnFull(ctx.db, { userId: guest.id, now: ctx.clock().toISOString() });
  await writeAudit(ctx, "user.upgraded", guest.id, { method: "passkey" });
  await callHook(ctx, "upgraded", { userId: guest.id, method: "passkey" });
  return rotateAlone(ctx, guest.sessionId);
}

import { sql } from "drizzle-orm";
import { statement } from "@/db/statement";
import { inTransaction } from "@/db/transaction";
import type { Passkey, passkeyTransports } from "../contract/passkeys";
import { fail, ok, type Result } from "../contract/result";
import { at, writeAudit } from "./audit";
import type { Ctx } from "./context";
import { newId } from "./ids";
import { queueNotice } from "./outbox";
import { ownPassword, passwordRefusal } from "./own-password";
import { lockParties } from "./parties";
import type { ProvenNewPasskey } from "./passkey-proofs";
import { presentedUser } from "./presented";
import { refusal } from "./session-reading";
import { isoTime } from "./users";

const p = sql.placeholder;

export type PasskeyRow = {
  id: string;
  credential_id: string;
  name: string | null;
  transports: (typeof passkeyTransports)[number][];
  backup_eligible: boolean;
  created_at: string;
  last_used_at: string | null;
};

const list = statement<PasskeyRow>(
  "list_passkeys",
  sql`SELECT id, credential_id, name, transports, backup_eligible, created_at, last_used_at FROM passkeys
    WHERE user_id = ${p("userId")} ORDER BY id`,
);

/** A user's passkeys, oldest first. */
export function passkeysOf(ctx: Ctx, userId: string): Promise<PasskeyRow[]> {
  return list(ctx.db, { userId });
}

/** The passkeys of whoever asks, oldest first; a guest has none. Errors: those of `presentedUser`. */
export async function listPasskeys(ctx: Ctx): Promise<Result<Passkey[]>> {
  const presented = await presentedUser(ctx);
  if (!presented.ok) return presented;
  return ok((await passkeysOf(ctx, presented.data.user.id)).map(toPasskey));
}

function toPasskey(row: PasskeyRow): Passkey {
  return {
    id: row.id,
    name: row.name,
    isSynced: row.backup_eligible,
    createdAt: isoTime(row.created_at),
    lastUsedAt: row.last_used_at === null ? null : isoTime(row.last_used_at),
  };
}

const insert = statement<{ id: string }>(
  "insert_passkey",
  sql`INSERT INTO passkeys (id, credential_id, user_id, name, public_key, sign_count, transports, backup_eligible,
      backed_up, created_at)
    VALUES (${p("id")}, ${p("credentialId")}, ${p("userId")}, ${p("name")}, ${p("publicKey")}, ${p("signCount")},
      ${p("transports")}::text[], ${p("backupEligible")}, ${p("backedUp")}, ${at("now")})
    ON CONFLICT (credential_id) DO NOTHING RETURNING id`,
);

/** Gives a user, whom this transaction has locked, a passkey. Its id, or null where it is somebody's already. */
export async function insertPasskey(
  ctx: Ctx,
  userId: string,
  { challenge: _, ...passkey }: ProvenNewPasskey,
  name: string | null,
): Promise<string | null> {
  const now = ctx.clock().toISOString();
  const [inserted] = await insert(ctx.db, { ...passkey, id: newId("pky"), userId, name, now });
  return inserted?.id ?? null;
}

const rename = statement<PasskeyRow>(
  "rename_passkey",
  sql`UPDATE passkeys SET name = ${p("name")} WHERE id = ${p("id")} AND user_id = ${p("userId")} RETURNING *`,
);

/** Calls one's own passkey something else; null is no name. Errors: those of `presentedUser`, NOT_FOUND for anybody else's. */
export async function renamePasskey(
  ctx: Ctx,
  { id, name }: { id: string; name: string | null },
): Promise<Result<Passkey>> {
  const presented = await presentedUser(ctx);
  if (!presented.ok) return presented;
  const [row] = await rename(ctx.db, { id, name, userId: presented.data.user.id });
  return row ? ok(toPasskey(row)) : fail("NOT_FOUND");
}

const remove = statement<{ removed: boolean }>(
  "remove_passkey",
  sql`WITH own AS (
      SELECT id, user_id FROM passkeys WHERE id = ${p("id")} AND user_id = ${p("userId")}
    ), removed AS (
      DELETE FROM passkeys k USING own WHERE k.id = own.id AND (
        EXISTS (SELECT FROM users WHERE id = own.user_id AND email_verified_at IS NOT NULL)
        OR EXISTS (SELECT FROM passwords WHERE user_id = own.user_id)
        OR EXISTS (SELECT FROM accounts WHERE user_id = own.user_id)
        OR EXISTS (SELECT FROM passkeys other WHERE other.user_id = own.user_id AND other.id <> own.id)
      )
      RETURNING k.id
    )
    SELECT EXISTS (SELECT FROM removed) AS removed FROM own`,
);

const onlyWayIn = "This is your only way in. Add another passkey first.";

/**
 * Takes a passkey away from whoever asks; a member who has a password gives it. The last way in stays: the user is locked, so
 * of two that go at once one finds itself the last. Told by mail.
 * Errors: those of `presentedUser`, those of `passwordRefusal`, NOT_FOUND for anybody else's, VALIDATION_FAILED (`fields.id`)
 * for the last way in.
 */
export async function removePasskey(
  ctx: Ctx,
  { id, password }: { id: string; password?: string | undefined },
): Promise<Result<null>> {
  const presented = await presentedUser(ctx);
  if (!presented.ok) return presented;
  const userId = presented.data.user.id;
  const known = await ownPassword(ctx, userId, password);
  return inTransaction(ctx.db, async (db) => {
    const tx = { ...ctx, db };
    const { holder } = await lockParties(tx, {});
    if (holder?.id !== userId) return refusal("none");
    const refused = await passwordRefusal(tx, userId, password, known);
    if (refused) return refused;
    const [own] = await remove(db, { id, userId });
    if (!own) return fail("NOT_FOUND");
    if (!own.removed) return fail("VALIDATION_FAILED", { fields: { id: onlyWayIn } });
    await writeAudit(tx, "passkey.removed", userId, { passkeyId: id });
    await queueNotice(tx, "passkey-removed", userId);
    return ok(null);
  });
}

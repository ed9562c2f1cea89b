import { type SQL, sql } from "drizzle-orm";
import { statement } from "@/db/statement";
import { inTransaction } from "@/db/transaction";
import { fail, ok, type Result } from "../contract/result";
import type { MergePreview, MergeReceipt } from "../contract/wire";
import { at, writeAudit } from "./audit";
import type { Ctx } from "./context";
import { callHook } from "./hooks";
import { combine } from "./metadata";
import { moveOwned, ownedCounts } from "./owned";
import { presentedUser } from "./presented";
import { handOverOrganizations } from "./succession";
import { isoTime } from "./users";

const p = sql.placeholder;

/** The session of this request, as long as it may bring along the guest whom its browser held at the sign-in. */
const rightful = sql`s.token_hash = ${p("presented")} AND s.expires_at > ${at("now")} AND s.guest_until > ${at("now")}`;

type Right = { guest_id: string; user_id: string; guest_until: string; counts: Record<string, number> };

const find = statement<Right>(
  "find_merge",
  sql`SELECT s.guest_id, s.user_id, s.guest_until, ${ownedCounts(sql`s.guest_id`)} AS counts
    FROM sessions s JOIN users g ON g.id = s.guest_id
    WHERE ${rightful} AND g.is_anonymous`,
);

/**
 * What the guest left behind who signed in here, and until when it can be brought along.
 * Errors: those of `presentedUser`, NOT_FOUND where there is no such guest.
 */
export async function previewMerge(ctx: Ctx): Promise<Result<MergePreview>> {
  const presented = await presentedUser(ctx);
  if (!presented.ok) return presented;
  const [right] = await find(ctx.db, { presented: ctx.tokenHash, now: ctx.clock().toISOString() });
  if (!right) return fail("NOT_FOUND");
  return ok({ guest: { id: right.guest_id, counts: right.counts }, until: isoTime(right.guest_until) });
}

type LockedRow = { id: string; is_anonymous: boolean; metadata: Record<string, unknown> };

const lock = (name: string, strength: SQL) =>
  statement<LockedRow>(
    name,
    sql`SELECT id, is_anonymous, metadata FROM users WHERE id = ${p("id")} FOR ${strength}`,
  );
const lockAccount = lock("lock_account_to_merge", sql`NO KEY UPDATE`);
// Waits for rows that the guest is just adding, and lets no more in: they would be deleted with the guest.
const lockGuest = lock("lock_guest_to_merge", sql`UPDATE`);

const consumeRight = statement<{ id: string }>(
  "use_merge",
  sql`UPDATE sessions s SET guest_id = NULL, guest_until = NULL
    WHERE ${rightful} AND s.guest_id = ${p("guest")} AND s.user_id = ${p("account")} RETURNING s.id`,
);

const setMetadata = statement(
  "set_merged_metadata",
  sql`UPDATE users SET metadata = ${p("metadata")}::jsonb, updated_at = ${at("now")} WHERE id = ${p("account")}`,
);

const remove = statement<{ id: string }>(
  "delete_merged_guest",
  sql`DELETE FROM users WHERE id = ${p("guest")} AND is_anonymous RETURNING id`,
);

/**
 * Brings the guest's work along, or lets it go; either way the guest is deleted, in one transaction. The right to decide
 * comes from having held the guest's session at the sign-in, and is used up.
 * Errors: those of `presentedUser`, NOT_FOUND: no such right, used already, over, or the guest has an account by now.
 */
export async function decideMerge(
  ctx: Ctx,
  input: { decision: "merge" | "discard" },
): Promise<Result<MergeReceipt>> {
  const presented = await presentedUser(ctx);
  if (!presented.ok) return presented;
  const now = ctx.clock().toISOString();
  return inTransaction(ctx.db, async (db) => {
    const tx = { ...ctx, db };
    const [right] = await find(db, { presented: ctx.tokenHash, now });
    if (!right) return fail("NOT_FOUND");
    const { guest_id: guestId, user_id: accountId } = right;
    const { guest, account } = await lockBoth(tx, guestId, accountId);
    if (!guest?.is_anonymous || !account) return fail("NOT_FOUND");
    const [used] = await consumeRight(db, {
      presented: ctx.tokenHash,
      now,
      guest: guestId,
      account: accountId,
    });
    if (!used) return fail("NOT_FOUND");
    let counts: Record<string, number> = {};
    if (input.decision === "merge") {
      counts = await moveOwned(tx, guestId, accountId);
      const metadata = JSON.stringify(combine(account.metadata, guest.metadata));
      await setMetadata(db, { account: accountId, metadata, now });
      await writeAudit(tx, "user.merged", accountId, { guestId, counts });
      await callHook(tx, "merged", { accountId, guestId, counts });
    }
    await callHook(tx, "removing", { userIds: [guestId], reason: input.decision });
    await handOverOrganizations(tx, [guestId], accountId);
    await remove(db, { guest: guestId });
    await writeAudit(tx, "user.deleted", guestId, { reason: input.decision, isGuest: true }, accountId);
    return ok({ decision: input.decision, guestId, counts });
  });
}

/** In the order of their ids, as everywhere, each as strongly as it needs. */
async function lockBoth(ctx: Ctx, guestId: string, accountId: string) {
  const locks = [
    { id: guestId, take: lockGuest },
    { id: accountId, take: lockAccount },
  ].sort((a, b) => (a.id < b.id ? -1 : 1));
  const rows = new Map<string, LockedRow>();
  for (const { id, take } of locks) for (const row of await take(ctx.db, { id })) rows.set(id, row);
  return { guest: rows.get(guestId), account: rows.get(accountId) };
}

import type { Db } from "@/db/client";
import { isAnyOf } from "@/db/queries";
import { users } from "@/db/schema";
import { type Actor, type DeletionReason, writeAudit } from "./audit";
import { callHook, type Hooks } from "./hooks";
import type { UserRow } from "./users";

/** What the event of a deletion says of the user. */
export type DeletedUser = Pick<UserRow, "id" | "isAnonymous" | "lastActiveAt">;

/**
 * Deletes users with everything that is theirs, each with its event, in the transaction that `ctx.db` is and that holds each of them under
 * FOR UPDATE. The only place where users are deleted. Throws a foreign key violation where a table forbids it.
 */
export async function deleteUsers(
  ctx: { db: Db; clock: () => Date; hooks: Hooks },
  rows: readonly DeletedUser[],
  reason: DeletionReason,
  actor: Actor,
): Promise<void> {
  const userIds = rows.map(({ id }) => id);
  if (userIds.length === 0) return;
  await callHook(ctx, "removing", { userIds, reason, actor });
  await ctx.db.delete(users).where(isAnyOf(users.id, userIds));
  await writeAudit(
    ctx,
    ...rows.map(({ id, isAnonymous, lastActiveAt }) => ({
      type: "user.deleted" as const,
      userId: id,
      actor,
      details: {
        reason,
        isGuest: isAnonymous,
        ...(reason === "inactive" && { lastActiveAt: lastActiveAt.toISOString() }),
      },
    })),
  );
}

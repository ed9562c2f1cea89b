import type { AbsentGuest, CleanupPreview } from "../contract/wire";
import { readConfig } from "./config";
import type { KeeperCtx } from "./context";
import { countStaleGuests, dueAt, findKept, findStale } from "./stale-guests";
import { isoTime } from "./users";

/** Who would go if a cleanup ran now, and who would be kept and why. Changes nothing, and is no run. */
export async function previewCleanup(ctx: KeeperCtx): Promise<CleanupPreview> {
  const { maxAge } = (await readConfig(ctx.db, ctx.providers)).authMethods.anonymous;
  const due = dueAt(ctx.clock(), maxAge);
  if (due === null) return { maxAge, wouldDelete: 0, going: [], kept: [] };
  const [wouldDelete, going, kept] = await Promise.all([
    countStaleGuests(ctx, maxAge),
    findStale(ctx.db, due),
    findKept(ctx.db, due),
  ]);
  return { maxAge, wouldDelete, going: going.map(toAbsentGuest), kept: kept.map(toAbsentGuest) };
}

function toAbsentGuest(
  row: Awaited<ReturnType<typeof findStale>>[number] & { reason?: string },
): AbsentGuest {
  const { user_id: userId, name, counts, reason = null } = row;
  return { userId, name, lastActiveAt: isoTime(row.last_active_at), counts, reason };
}

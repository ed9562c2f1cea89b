import type { CleanupPreview } from "@/lib/api/views";
import type { AdminContext } from "@/lib/auth/core/context";
import { readConfig } from "@/lib/auth/settings/settings";
import { countInactiveGuests, dueAt, findKept, findRemovable } from "./inactive-guests";

/** Returns who would be removed if a cleanup ran now, and who would be kept and why. Changes nothing, and is no run. */
export async function previewCleanup(ctx: AdminContext): Promise<CleanupPreview> {
  const { maxAge } = (await readConfig(ctx.db, ctx.providers)).authMethods.anonymous;
  const due = dueAt(ctx.clock(), maxAge);
  if (due === null) return { maxAge, wouldDelete: 0, toRemove: [], kept: [] };
  const [wouldDelete, toRemove, kept] = await Promise.all([
    countInactiveGuests(ctx, maxAge),
    findRemovable(ctx.db, due),
    findKept(ctx.db, due),
  ]);
  return { maxAge, wouldDelete, toRemove, kept };
}

import { configChange } from "@/lib/api/admin/management-schemas";
import { ok, type Result } from "@/lib/api/result";
import type { ConfigChange, ConfigPreview } from "@/lib/api/views";
import { countInactiveGuests } from "@/lib/auth/cleanup/inactive-guests";
import type { AdminContext } from "@/lib/auth/core/context";
import { differences } from "@/lib/auth/core/metadata";
import { draftConfig, readConfig, warningsOf } from "./settings";

/** Returns what of a whole form differs from the settings in force: the rest is neither stored nor written down as changed. */
export async function onlyChanges(
  ctx: AdminContext,
  { version, ...wanted }: ConfigChange,
): Promise<ConfigChange> {
  const change = configChange.parse(differences(wanted, await readConfig(ctx.db, ctx.providers)));
  return version === undefined ? change : { ...change, version };
}

/** Returns what a save would do, by the rules of the save and the cleanup themselves. Errors: those of `saveConfig`. */
export async function previewConfig(ctx: AdminContext, input: ConfigChange): Promise<Result<ConfigPreview>> {
  const change = await onlyChanges(ctx, input);
  const draft = await draftConfig(ctx, change);
  if (!draft.ok) return draft;
  const { before, after } = draft.data;
  const [staleNow, staleThen] = await Promise.all([
    countInactiveGuests(ctx, before.authMethods.anonymous.maxAge),
    countInactiveGuests(ctx, after.authMethods.anonymous.maxAge),
  ]);
  return ok({ before, change, warnings: warningsOf(after), staleNow, staleThen });
}

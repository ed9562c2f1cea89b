import { ok, type Result } from "../contract/result";
import type { ConfigChange, ConfigPreview } from "../contract/wire";
import { draftConfig, readConfig, warningsOf } from "./config";
import type { KeeperCtx } from "./context";
import { differences } from "./metadata";
import { countStaleGuests } from "./stale-guests";

/** Of all that a form says, what differs from what holds: the rest is neither stored nor written down as changed. */
export async function onlyChanges(
  ctx: KeeperCtx,
  { version, ...wanted }: ConfigChange,
): Promise<ConfigChange> {
  const change: ConfigChange = differences(wanted, await readConfig(ctx.db, ctx.providers));
  return version === undefined ? change : { ...change, version };
}

/** What a save would do, by the rules of the save and the cleanup themselves. Errors: those of `saveConfig`. */
export async function previewConfig(ctx: KeeperCtx, input: ConfigChange): Promise<Result<ConfigPreview>> {
  const change = await onlyChanges(ctx, input);
  const draft = await draftConfig(ctx, change);
  if (!draft.ok) return draft;
  const { before, after } = draft.data;
  const [staleNow, staleThen] = await Promise.all(
    [before, after].map((config) => countStaleGuests(ctx, config.authMethods.anonymous.maxAge)),
  );
  return ok({
    before,
    change,
    warnings: warningsOf(after),
    staleNow: staleNow ?? 0,
    staleThen: staleThen ?? 0,
  });
}

import { sql } from "drizzle-orm";
import type { Db } from "@/db/client";
import { statement } from "@/db/statement";
import { fail, ok, type Result } from "../contract/result";
import { type SocialProvider, socialProviders } from "../contract/social";
import type { Config, ConfigChange, DashboardConfig, SavedConfig } from "../contract/wire";
import { at, auditByKeeper } from "./audit";
import type { KeeperCtx } from "./context";
import { newId } from "./ids";
import { combine } from "./metadata";
import { isoTime } from "./users";

/** Holds until the owner saves something else. Seven days and eight code points are the product's own defaults. */
export const defaultConfig: Config = {
  authMethods: {
    anonymous: { enabled: true, maxAge: null },
    emailPassword: true,
    magicLink: true,
    passkey: false,
    social: {},
  },
  session: { lifetime: 7 * 24 * 60 * 60 },
  password: { minLength: 8 },
};

/** What is stored: only what somebody has saved, so that a default can change later. */
type Stored = Omit<ConfigChange, "version">;

type SettingsRow = { value: Stored; version: number; updated_at: string; updated_by: string | null };

const p = sql.placeholder;

const read = statement<SettingsRow>(
  "read_settings",
  sql`SELECT value, version, updated_at, updated_by FROM settings WHERE id = 1`,
);

/**
 * What holds now. A provider is on where it has credentials, which is what `providers` lists, and nobody has switched
 * it off. Version 0 is what holds before anybody saved.
 */
export async function readConfig(db: Db, providers: readonly SocialProvider[]): Promise<DashboardConfig> {
  const [row] = await read(db, {});
  return toConfig(row, providers);
}

/** The same as a verb. */
export async function getConfig(ctx: KeeperCtx): Promise<Result<DashboardConfig>> {
  return ok(await readConfig(ctx.db, ctx.providers));
}

function toConfig(row: SettingsRow | undefined, providers: readonly SocialProvider[]): DashboardConfig {
  return {
    ...resolve(row?.value ?? {}, providers),
    version: row?.version ?? 0,
    updatedAt: row ? isoTime(row.updated_at) : null,
    updatedBy: row?.updated_by ?? null,
  };
}

function resolve(stored: Stored, providers: readonly SocialProvider[]): Config {
  const { authMethods, session, password } = defaultConfig;
  const isOn = (id: SocialProvider) => providers.includes(id) && stored.authMethods?.social?.[id] !== false;
  return {
    authMethods: {
      ...authMethods,
      ...stored.authMethods,
      anonymous: { ...authMethods.anonymous, ...stored.authMethods?.anonymous },
      social: Object.fromEntries(socialProviders.map((id) => [id, isOn(id)])),
    },
    session: { ...session, ...stored.session },
    password: { ...password, ...stored.password },
  };
}

const save = statement<SettingsRow>(
  "save_settings",
  sql`WITH saved AS (
      INSERT INTO settings (id, value, version, updated_at, updated_by)
      VALUES (1, ${p("value")}::jsonb, 1, ${at("now")}, ${p("actor")})
      ON CONFLICT (id) DO UPDATE SET value = excluded.value, version = settings.version + 1,
        updated_at = excluded.updated_at, updated_by = excluded.updated_by
      WHERE settings.version = ${p("version")}::int
      RETURNING *
    ), audit AS (${auditByKeeper("settings.updated", sql`SELECT NULL AS id FROM saved`, sql`${p("change")}::jsonb`)})
    SELECT value, version, updated_at, updated_by FROM saved`,
);

/** Whoever names no version wants their change on top of whatever holds; after this many lost races it is refused. */
const tries = 5;

/**
 * Lays `change` over what is stored. Where it names a `version`, that is the one it was made from.
 * Errors: UPGRADE_METHOD_REQUIRED where guests are let in and none of them could become a member, VALIDATION_FAILED
 * for a provider without credentials, CONFLICT where somebody else saved meanwhile. Nothing is saved then.
 */
export async function saveConfig(ctx: KeeperCtx, input: ConfigChange): Promise<Result<SavedConfig>> {
  const { version: _, ...change } = input;
  for (let left = tries; left > 0; left--) {
    const draft = await draftConfig(ctx, input);
    if (!draft.ok) return draft;
    const [row] = await save(ctx.db, {
      value: JSON.stringify(draft.data.value),
      version: draft.data.before.version,
      change: JSON.stringify(change),
      actor: ctx.actor,
      auditIds: [newId("aud")],
      now: ctx.clock().toISOString(),
    });
    if (!row) continue;
    const saved = toConfig(row, ctx.providers);
    return ok({ ...saved, warnings: warningsOf(saved) });
  }
  return fail("CONFLICT");
}

/** What `change` would make of what holds now, not saved yet; `value` is what would be stored. Errors: those of `saveConfig`. */
export async function draftConfig(
  ctx: KeeperCtx,
  { version, ...change }: ConfigChange,
): Promise<Result<{ value: Stored; before: DashboardConfig; after: Config }>> {
  const [row] = await read(ctx.db, {});
  const before = toConfig(row, ctx.providers);
  if (version !== undefined && version !== before.version) return fail("CONFLICT");
  const value: Stored = combine(change, row?.value ?? {});
  const after = resolve(value, ctx.providers);
  return problemOf(change, after, ctx.providers) ?? ok({ value, before, after });
}

function problemOf(
  change: Stored,
  config: Config,
  providers: readonly SocialProvider[],
): Result<never> | null {
  const asked = socialProviders.filter((id) => change.authMethods?.social?.[id] && !providers.includes(id));
  if (asked.length > 0) {
    const fields = asked.map((id) => [`authMethods.social.${id}`, "Has no credentials in the environment"]);
    return fail("VALIDATION_FAILED", { fields: Object.fromEntries(fields) });
  }
  const { anonymous, emailPassword, magicLink, passkey, social } = config.authMethods;
  const canUpgrade = emailPassword || magicLink || passkey || Object.values(social).includes(true);
  return anonymous.enabled && !canUpgrade ? fail("UPGRADE_METHOD_REQUIRED") : null;
}

/** What may surprise whoever saves this. */
export function warningsOf({ authMethods, session }: Config): SavedConfig["warnings"] {
  const { maxAge } = authMethods.anonymous;
  return maxAge !== null && maxAge < session.lifetime ? ["MAX_AGE_BELOW_SESSION_LIFETIME"] : [];
}

import { eq, sql } from "drizzle-orm";
import { z } from "zod";
import type { Db } from "@/db/client";
import { settings } from "@/db/schema";
import { withTransaction } from "@/db/transaction";
import type { Config, DashboardConfig, SavedConfig } from "@/lib/api/admin/admin-shapes";
import { fail, ok, type Result } from "@/lib/api/result";
import { isProviderId } from "@/lib/api/social";
import type { ConfigChange } from "@/lib/api/views";
import { actorName, writeAudit } from "@/lib/auth/core/audit";
import type { AdminContext, Providers } from "@/lib/auth/core/context";
import { combine } from "@/lib/auth/core/metadata";

/** In force until something else is saved. Seven days and eight code points are the product's own defaults. */
export const defaultConfig: Config = {
  authMethods: {
    anonymous: { enabled: true, maxAge: null },
    emailPassword: true,
    magicLink: true,
    passkey: false, // eject: passkeys
    social: {},
  },
  session: { lifetime: 7 * 24 * 60 * 60, guestLifetime: null },
  password: { minLength: 8 },
};

/**
 * Returns the settings in force. A provider is on where it has credentials, as `providers` says, and nobody has switched it off. Version 0 is the defaults, before anybody saved.
 */
export async function readConfig(db: Db, providers: Providers): Promise<DashboardConfig> {
  return toConfig(await readStored(db), providers);
}

/** Returns the settings in force, as a service. */
export async function getConfig(ctx: AdminContext): Promise<Result<DashboardConfig>> {
  return ok(await readConfig(ctx.db, ctx.providers));
}

function toConfig(row: SettingsRow | null, providers: Providers): DashboardConfig {
  return {
    ...resolve(stored.parse(row?.value ?? {}), providers),
    version: row?.version ?? 0,
    updatedAt: row?.updatedAt ?? null,
    updatedBy: row?.updatedBy ?? null,
  };
}

function resolve(saved: StoredSettings, providers: Providers): Config {
  const { authMethods, session, password } = defaultConfig;
  return {
    authMethods: {
      ...authMethods,
      ...saved.authMethods,
      anonymous: { ...authMethods.anonymous, ...saved.authMethods?.anonymous },
      social: Object.fromEntries(
        Object.entries(providers).map(([id, hasCredentials]) => [
          id,
          hasCredentials && saved.authMethods?.social?.[id] !== false,
        ]),
      ),
    },
    session: { ...session, ...saved.session },
    password: { ...password, ...saved.password },
  };
}

/** A change that names no version is made to whatever is in force; after this many lost races it is refused. */
const tries = 5;

/**
 * Updates the settings partially. Where the change names a `version`, that is the one it was made from.
 * Errors: UPGRADE_METHOD_REQUIRED where guests are let in and none of them could become a registered user, VALIDATION_FAILED
 * for a provider that is not there or has no credentials, CONFLICT where somebody else saved meanwhile. Nothing is saved then.
 */
export async function saveConfig(ctx: AdminContext, input: ConfigChange): Promise<Result<SavedConfig>> {
  const { version: _, ...change } = input;
  for (let left = tries; left > 0; left--) {
    const draft = await draftConfig(ctx, input);
    if (!draft.ok) return draft;
    const row = await store(ctx, draft.data, change);
    if (!row) continue;
    const saved = toConfig(row, ctx.providers);
    return ok({ ...saved, warnings: warningsOf(saved) });
  }
  return fail("CONFLICT");
}

/** Writes a draft with its event. Returns null where what it was made from is not in force any more. */
function store(
  ctx: AdminContext,
  { value, before }: Draft,
  change: Omit<ConfigChange, "version">,
): Promise<SettingsRow | null> {
  const saved = { value, updatedAt: ctx.clock(), updatedBy: actorName(ctx.actor) };
  return withTransaction(ctx, async (tx) => {
    const [row] = await tx.db
      .insert(settings)
      .values({ ...saved, id: 1, version: 1 })
      .onConflictDoUpdate({
        target: settings.id,
        set: { ...saved, version: sql`${settings.version} + 1` },
        setWhere: eq(settings.version, before.version),
      })
      .returning();
    if (!row) return null;
    await writeAudit(tx, { type: "settings.updated", userId: null, actor: ctx.actor, details: change });
    return row;
  });
}

type Draft = {
  /** What would be stored. */
  value: Record<string, unknown>;
  before: DashboardConfig;
  after: Config;
};

/** Returns what `change` would make of the settings in force, without saving it. Errors: those of `saveConfig`. */
export async function draftConfig(
  ctx: AdminContext,
  { version, ...change }: ConfigChange,
): Promise<Result<Draft>> {
  const row = await readStored(ctx.db);
  const before = toConfig(row, ctx.providers);
  if (version !== undefined && version !== before.version) return fail("CONFLICT");
  const value = combine(change, row?.value ?? {});
  const after = resolve(stored.parse(value), ctx.providers);
  return problemOf(change, after, ctx.providers) ?? ok({ value, before, after });
}

function problemOf(change: ConfigChange, config: Config, providers: Providers): Result<never> | null {
  const fields = Object.entries(change.authMethods?.social ?? {}).flatMap(([id, isOn]) => {
    const hasCredentials = isProviderId(id) ? providers[id] : undefined;
    if (hasCredentials === undefined) return [[`authMethods.social.${id}`, "Unknown provider"]];
    return isOn && !hasCredentials
      ? [[`authMethods.social.${id}`, "Has no credentials in the environment"]]
      : [];
  });
  if (fields.length > 0) return fail("VALIDATION_FAILED", { fields: Object.fromEntries(fields) });
  const { anonymous, social, ...methods } = config.authMethods;
  const canUpgrade = [methods, social].some((each) => Object.values(each).includes(true));
  return anonymous.enabled && !canUpgrade ? fail("UPGRADE_METHOD_REQUIRED") : null;
}

/** Returns what may surprise about these settings. */
export function warningsOf({ authMethods, session }: Config): SavedConfig["warnings"] {
  const { maxAge } = authMethods.anonymous;
  const guestLifetime = session.guestLifetime ?? session.lifetime;
  return maxAge !== null && maxAge < guestLifetime ? ["MAX_AGE_BELOW_SESSION_LIFETIME"] : [];
}

const flag = z.boolean().exactOptional();

/** What is stored: only what somebody has saved, so that a default can change later. What a newer version has saved besides is left alone. */
const stored = z.object({
  authMethods: z
    .object({
      anonymous: z.object({ enabled: flag, maxAge: z.int().nullable().exactOptional() }).exactOptional(),
      emailPassword: flag,
      magicLink: flag,
      passkey: flag, // eject: passkeys
      social: z.record(z.string(), z.boolean()).exactOptional(),
    })
    .exactOptional(),
  session: z
    .object({ lifetime: z.int().exactOptional(), guestLifetime: z.int().nullable().exactOptional() })
    .exactOptional(),
  password: z.object({ minLength: z.int().exactOptional() }).exactOptional(),
});
type StoredSettings = z.output<typeof stored>;

type SettingsRow = typeof settings.$inferSelect;

/** Returns the stored row, or null before anybody saved. */
async function readStored(db: Db): Promise<SettingsRow | null> {
  const [row] = await db.select().from(settings).where(eq(settings.id, 1));
  return row ?? null;
}

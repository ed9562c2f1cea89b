import { ConnectionFailed } from "@/db/failure";
import type { Config, DashboardConfig, SavedConfig } from "@/lib/api/admin/admin-shapes";
import type { Result } from "@/lib/api/result";
import type { ConfigChange } from "@/lib/api/views";
import type { AdminContext } from "@/lib/auth/core/context";
import { readConfig, saveConfig } from "@/lib/auth/settings/settings";
import { processValues, processWide } from "@/lib/process-wide";
import { knownProviders } from "@/lib/server/authjs/credentials";
import { database } from "./db";
import { logFailure } from "./log";

/** What is older than `refreshAfter` is used once more while it is read anew; than `staleAfter`, not at all (milliseconds). */
const refreshAfter = 2_500;
const staleAfter = 5_000;

/** No request waits longer than this for settings, and none asks again within it after a failure (milliseconds). */
const timeout = 1_000;

type Held = {
  /** Null until they have been read once. */
  config: DashboardConfig | null;
  readAt: number;
  failedAt: number;
  failure: unknown;
  reading: Promise<void> | null;
};

function held(): Held {
  return processWide("config", nothingYet);
}

function nothingYet(): Held {
  return { config: null, readAt: 0, failedAt: 0, failure: null, reading: null };
}

/**
 * Returns the settings in force, at most five seconds old and usually at no cost. While the database is away, those that were read last.
 * Throws an outage where this process has never read them: nothing is decided by defaults.
 */
export async function currentConfig(): Promise<Config> {
  const asked = held();
  const age = Date.now() - asked.readAt;
  const mayAsk = Date.now() - asked.failedAt > timeout;
  if (age >= refreshAfter && mayAsk) asked.reading ??= refresh(asked);
  if (asked.reading !== null && (asked.config === null || age >= staleAfter))
    await Promise.race([asked.reading, timePasses()]);
  // Not those of `asked`: others may have been saved meanwhile.
  const { config, failure } = held();
  if (config === null) throw new ConnectionFailed(failure ?? new Error("the settings are being read"));
  return config;
}

/** Reads the settings before the first request needs them. Never throws: whoever needs them is told. */
export async function readFirstConfig(): Promise<void> {
  const asked = held();
  asked.reading ??= refresh(asked);
  await asked.reading;
}

/** Saves settings, which are in force in this process at once. Errors: those of `saveConfig`. */
export async function saveCurrentConfig(
  ctx: AdminContext,
  change: ConfigChange,
): Promise<Result<SavedConfig>> {
  const savedAt = Date.now();
  const result = await saveConfig(ctx, change);
  if (!result.ok) return result;
  const { warnings: _, ...config } = result.data;
  // A refresh that is under way writes to the object that was held until now. Of two saves at once the later one counts.
  if (config.version >= (held().config?.version ?? 0))
    processValues.set("config", { ...nothingYet(), config, readAt: savedAt });
  return result;
}

async function refresh(held: Held): Promise<void> {
  const readAt = Date.now();
  try {
    Object.assign(held, { config: await readConfig(await database(), knownProviders()), readAt });
  } catch (error) {
    Object.assign(held, { failedAt: Date.now(), failure: error });
    logFailure("settings not read", error);
  } finally {
    held.reading = null;
  }
}

function timePasses(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, timeout).unref());
}

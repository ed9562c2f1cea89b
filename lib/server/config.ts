import { defaultConfig, readConfig, saveConfig } from "@/lib/auth/config";
import type { KeeperCtx } from "@/lib/auth/context";
import type { Result } from "@/lib/contract/result";
import type { Config, ConfigChange, SavedConfig } from "@/lib/contract/wire";
import { availableProviders } from "./credentials";
import { database } from "./db";
import { logFailure } from "./log";
import { processWide } from "./process-wide";

/** What is older than `refreshAfter` is used once more while it is read anew; than `staleAfter`, not at all (milliseconds). */
const refreshAfter = 2_500;
const staleAfter = 5_000;

/** No request waits longer than this for settings, and none asks again within it after a failure (milliseconds). */
const patience = 1_000;

type Held = { config: Config; readAt: number; failedAt: number; reading: Promise<Config> | null };

/**
 * What the owner has switched on, at most five seconds old and usually at no cost. While the database is away, what
 * was known last, or else the defaults: whatever depends on them cannot be done then anyway.
 */
export async function currentConfig(): Promise<Config> {
  const held = processWide("config", nothingYet);
  const age = Date.now() - held.readAt;
  const mayAsk = Date.now() - held.failedAt > patience;
  if (age >= refreshAfter && mayAsk) held.reading ??= refresh(held);
  if (age < staleAfter || held.reading === null) return held.config;
  return Promise.race([held.reading, lastKnown(held)]);
}

/** Saves settings, and has this process read them anew at once. Errors: those of `saveConfig`. */
export async function saveCurrentConfig(ctx: KeeperCtx, change: ConfigChange): Promise<Result<SavedConfig>> {
  const result = await saveConfig(ctx, change);
  Object.assign(processWide("config", nothingYet), { readAt: 0, failedAt: 0, reading: null });
  return result;
}

function nothingYet(): Held {
  const social = Object.fromEntries(availableProviders().map((id) => [id, true]));
  const authMethods = { ...defaultConfig.authMethods, social };
  return { config: { ...defaultConfig, authMethods }, readAt: 0, failedAt: 0, reading: null };
}

async function refresh(held: Held): Promise<Config> {
  const asked = Date.now();
  try {
    const config = await readConfig(await database(), availableProviders());
    if (asked >= held.readAt) Object.assign(held, { config, readAt: asked });
  } catch (error) {
    held.failedAt = Date.now();
    logFailure("settings not read", error);
  } finally {
    held.reading = null;
  }
  return held.config;
}

function lastKnown(held: Held): Promise<Config> {
  return new Promise((resolve) => setTimeout(() => resolve(held.config), patience).unref());
}

import { eq } from "drizzle-orm";
import { z } from "zod";
import type { Db } from "@/db/client";
import { settings } from "@/db/schema";

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
export type StoredSettings = z.output<typeof stored>;

export type SettingsRow = typeof settings.$inferSelect;

/** Returns the stored row, or null before anybody saved. */
export async function readStored(db: Db): Promise<SettingsRow | null> {
  const [row] = await db.select().from(settings).where(eq(settings.id, 1));
  return row ?? null;
}

/** Returns a stored value as the settings that it holds. Throws where it is none. */
export function parseStored(value: unknown): StoredSettings {
  return stored.parse(value);
}

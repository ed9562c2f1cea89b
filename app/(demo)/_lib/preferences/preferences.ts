import { eq, sql } from "drizzle-orm";
import { z } from "zod";
import type { Db } from "@/db/client";
import { users } from "@/db/schema";
import { fail, ok, type Result } from "@/lib/api/result";
import { optionalName } from "@/lib/api/schemas";
import type { User } from "@/lib/api/shapes";
import type { ActionContext } from "@/lib/server/http/product-action";
import { ink } from "../input";

export const preferences = z.strictObject({
  penName: optionalName(80).transform((name) => name?.replace(/\s+/gu, " ") ?? null),
  ink,
  colorScheme: z.enum(["system", "light", "dark"], { error: "Choose light or dark" }),
});
export const colorSchemeOnly = preferences.pick({ colorScheme: true });

/** How somebody likes to sign and to see things: part of the user's metadata, so an upgrade keeps it and a merge combines it. */
export type Preferences = z.output<typeof preferences>;

type Owner = Pick<User, "name" | "metadata">;

/** Returns the preferences in a user's metadata. The user can write anything there: whatever is not valid gets its default. */
export function preferencesOf({ name, metadata }: Owner): Preferences {
  const { penName, ink } = preferences.shape;
  return {
    penName: penName.safeParse(metadata.penName).data ?? name,
    ink: ink.safeParse(metadata.ink).data ?? "blue",
    colorScheme: keptColorScheme({ metadata }) ?? "system",
  };
}

/** Returns the colour scheme that a user has chosen, or null. */
export function keptColorScheme({ metadata }: Pick<User, "metadata">): Preferences["colorScheme"] | null {
  return preferences.shape.colorScheme.safeParse(metadata.colorScheme).data ?? null;
}

/** Saves the preferences that are given, and leaves the others as they are. Errors: NO_SESSION where the user was deleted. */
export async function savePreferences(
  { db, userId }: ActionContext,
  chosen: Partial<Preferences>,
): Promise<Result<null>> {
  const [saved] = await db
    .update(users)
    .set({ metadata: sql`${users.metadata} || ${JSON.stringify(chosen)}::jsonb` })
    .where(eq(users.id, userId))
    .returning({ id: users.id });
  return saved ? ok(null) : fail("NO_SESSION");
}

/** Takes the name and ink of a user's first signature as their preferences. The caller holds the user under a lock. */
export async function rememberPen(
  db: Db,
  { id, metadata }: Pick<User, "id" | "metadata">,
  { name, ink }: { name: string; ink: Preferences["ink"] },
): Promise<void> {
  if ("penName" in metadata) return;
  const pen = { penName: name, ink };
  await db
    .update(users)
    .set({ metadata: { ...pen, ...metadata } })
    .where(eq(users.id, id));
}

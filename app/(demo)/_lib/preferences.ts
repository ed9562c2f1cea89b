import { sql } from "drizzle-orm";
import { statement } from "@/db/statement";
import { fail, ok, type Result } from "@/lib/contract/result";
import type { User } from "@/lib/contract/wire";
import type { UserCtx } from "@/lib/server/product-action";
import { preferences } from "./card-input";
import type { Ink } from "./pen";

/** How somebody likes to sign and to see things. Part of the user's metadata, so an upgrade keeps it and a merge combines it. */
export type Preferences = {
  penName: string | null;
  ink: Ink;
  colorScheme: "system" | "light" | "dark";
};

/** What of it the user's metadata says: others write there too, so every field is looked at. */
export function preferencesOf({ name, metadata }: Pick<User, "name" | "metadata">): Preferences {
  const { penName, ink, colorScheme } = preferences.shape;
  return {
    penName: penName.safeParse(metadata.penName).data ?? name,
    ink: ink.safeParse(metadata.ink).data ?? "blue",
    colorScheme: colorScheme.safeParse(metadata.colorScheme).data ?? "system",
  };
}

const p = sql.placeholder;

const save = statement<{ id: string }>(
  "save_preferences",
  sql`UPDATE users SET metadata = metadata || ${p("chosen")}::jsonb WHERE id = ${p("userId")} RETURNING id`,
);

/** Keeps what is named, and leaves the rest as it is. Errors: NO_SESSION where the user is being deleted. */
export async function savePreferences(
  { db, userId }: UserCtx,
  chosen: Partial<Preferences>,
): Promise<Result<null>> {
  const [saved] = await save(db, { userId, chosen: JSON.stringify(chosen) });
  return saved ? ok(null) : fail("NO_SESSION");
}

import { inArray } from "drizzle-orm";
import { users } from "@/db/schema";
import type { AdminContext } from "@/lib/auth/core/context";

/** Returns what to call each of these users who still exists, by id. Ids of anything else are left out. */
export async function nameUsers(
  { db }: Pick<AdminContext, "db">,
  ids: Iterable<string | null>,
): Promise<Record<string, string>> {
  const asked = [...new Set(ids)].filter((id) => id !== null).filter((id) => id.startsWith("usr_"));
  if (asked.length === 0) return {};
  const found = await db
    .select({ id: users.id, email: users.email, name: users.name, isAnonymous: users.isAnonymous })
    .from(users)
    .where(inArray(users.id, asked));
  return Object.fromEntries(
    found.map(({ id, email, name, isAnonymous }) => [
      id,
      email ?? name ?? (isAnonymous ? "Guest" : "Account"),
    ]),
  );
}

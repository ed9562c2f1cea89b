import type { Actor } from "@/lib/auth/core/audit";
import type { AdminContext } from "@/lib/auth/core/context";
import { hooks } from "@/lib/features/hooks";
import { knownProviders } from "./authjs/credentials";
import { database } from "./db";

/** What a service of the admin knows when `actor` calls it. */
export async function adminContext(actor: Actor): Promise<AdminContext> {
  return { db: await database(), clock: () => new Date(), actor, providers: knownProviders(), hooks };
}

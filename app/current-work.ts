import { unstable_rethrow } from "next/navigation";
import type { Work } from "@/components/work-text";
import { ownedBy } from "@/lib/auth/owned";
import { database } from "@/lib/server/db";
import { currentSession } from "./current-session";

/** What whoever is here has made, by kind: `{ cards: 3 }`. Null where the database cannot tell; never rejects. */
export async function currentWork(): Promise<Work | null> {
  const session = await currentSession();
  if (session.status === "unknown") return null;
  if (!("user" in session)) return {};
  try {
    return await ownedBy(await database(), session.user.id);
  } catch (error) {
    unstable_rethrow(error);
    console.error(error);
    return null;
  }
}

import type { Work } from "@/components/work-text";
import { countWork } from "@/lib/auth/owned";
import { ask } from "@/lib/server/ask";
import { currentSession } from "./current-session";

/** What whoever is here has made, by kind: `{ cards: 3 }`. Null where the database cannot tell; never rejects for that. */
export async function currentWork(): Promise<Work> {
  const session = await currentSession();
  if (session.status === "unknown") return null;
  if (!("user" in session)) return {};
  const work = await ask((ctx) => countWork(ctx, session.user.id));
  return work.ok ? work.data : null;
}

import "server-only";
import { cache } from "react";
import type { User } from "@/lib/api/shapes";
import { database } from "@/lib/server/db";
import { getCurrent } from "@/lib/server/session";
import { openCard } from "./card/cards";

/** Who looks at a page, or null for a visitor without a session. Throws where the database cannot tell. */
export async function viewer(): Promise<User | null> {
  return (await getCurrent())?.user ?? null;
}

/** The card of this page for whoever looks at it, or null: not let in and not there are the same. */
export const cardForViewer = cache(async (id: string) => {
  const user = await viewer();
  return user && { user, card: await openCard(await database(), user.id, id) };
});

import { headers } from "next/headers";
import { redirect } from "next/navigation";
import { askedPath } from "@/lib/server/public-urls";
import { currentSession } from "../current-session";

export type SearchParams = Promise<Record<string, string | string[] | undefined>>;

/** Returns the page to go on to afterwards, whatever the address calls it, where it leads to this site; "/" otherwise. */
export async function nextPath(searchParams: SearchParams): Promise<string> {
  return askedPath(await searchParams, await headers());
}

/**
 * Goes on to `next` where somebody who is signed in already opens a page for signing in. Not while the page answers its own form, which has
 * something to say first; within the app the page does it itself.
 */
export async function goOnIfSignedIn(next: string): Promise<void> {
  const incoming = await headers();
  const isOpened = !incoming.has("content-type") && incoming.get("sec-fetch-dest") !== "empty";
  if (isOpened && (await currentSession()).status === "user") redirect(next);
}

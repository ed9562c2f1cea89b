import { safePath } from "@/lib/contract/safe-path";

/** What stands behind the question mark of a page's address. */
export type Search = Promise<Record<string, string | string[] | undefined>>;

/** Where somebody wants to be after this page: `next`, or `callbackURL` as the wire calls it. */
export async function nextOf(search: Search): Promise<string> {
  const { next, callbackURL } = await search;
  return safePath(next ?? callbackURL);
}

/** One value by its name; null where there is none, or more than one. */
export async function valueOf(search: Search, name: string): Promise<string | null> {
  const value = (await search)[name];
  return typeof value === "string" && value !== "" ? value : null;
}

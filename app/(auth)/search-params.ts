import { safePath } from "@/lib/contract/safe-path";

export type SearchParams = Promise<Record<string, string | string[] | undefined>>;

/** The page to go on to afterwards: `next`, or `callbackURL` as the endpoints call it, where it is a path of this site. */
export async function nextPath(searchParams: SearchParams): Promise<string> {
  const { next, callbackURL } = await searchParams;
  return safePath([next, callbackURL].find((path) => typeof path === "string"));
}

import { headers } from "next/headers";
import { redirect } from "next/navigation";
import { safePath } from "@/lib/api/safe-path";

/** Set in the middleware, over whatever a client sent under this name. */
export const pathHeader = "x-app-path";

/** Returns the path and the query of the page that this request is for, without what Next adds to it; "/" for an unknown one. */
export async function requestedPath(): Promise<string> {
  const path = safePath((await headers()).get(pathHeader));
  const [pathname = "/", query = ""] = path.split("?", 2);
  const search = new URLSearchParams(query);
  search.delete("_rsc");
  return search.size === 0 ? pathname : `${pathname}?${search}`;
}

const prefix = "/missing";

/**
 * Answers instead of a page that does not exist, or not for this user: 404, with the path that was asked for behind `/missing`. No page is
 * there, so app/not-found.tsx is drawn on the server. Next draws it in the browser where a page calls `notFound()`: without script
 * that is a blank page, and with script a white one for a moment.
 */
export async function missingPage(): Promise<never> {
  redirect(prefix + (await requestedPath()));
}

/** Returns the path of the page that was asked for, of one that does not exist. */
export async function missingPath(): Promise<string> {
  const path = await requestedPath();
  return path.startsWith(`${prefix}/`) ? path.slice(prefix.length) : path;
}

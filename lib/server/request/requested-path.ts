import { headers } from "next/headers";
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

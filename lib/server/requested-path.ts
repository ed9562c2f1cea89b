import { headers } from "next/headers";
import { safePath } from "@/lib/contract/safe-path";

/** Set where every request arrives, over whatever a client sent under this name. */
export const pathHeader = "x-guestbook-path";

/** The page that this request is for, with its query, without what Next adds to it; "/" where it cannot be told. */
export async function requestedPath(): Promise<string> {
  const path = safePath((await headers()).get(pathHeader));
  const [pathname = "/", query = ""] = path.split("?", 2);
  const search = new URLSearchParams(query);
  search.delete("_rsc");
  return search.size === 0 ? pathname : `${pathname}?${search}`;
}

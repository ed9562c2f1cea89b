import { redirect } from "next/navigation";
import { requestedPath } from "./requested-path";

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

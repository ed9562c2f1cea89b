/**
 * `input` where it is a path of this site, with its query and fragment; "/" for anything else: another origin in any
 * disguise that a browser sees through (`//host`, `/\host`, tabs and line breaks inside), or no path at all.
 */
export function safePath(input: string | null | undefined): string {
  if (!input || !/^\/(?![/\\])/.test(input) || /[\p{Cc}\\]/u.test(input) || !input.isWellFormed()) return "/";
  const site = "https://site.invalid";
  if (!URL.canParse(input, site)) return "/";
  const { origin, pathname, search, hash } = new URL(input, site);
  // `/.//host` is this site's until its dots are resolved.
  return origin === site && !pathname.startsWith("//") ? pathname + search + hash : "/";
}

/** Where somebody was going, in each spelling of it: ours, and Auth.js's of three versions. */
export type Asked = Partial<Record<"next" | "callbackURL" | "callbackUrl" | "redirectTo", unknown>>;

/** `path` with the page to go on to afterwards, where that is not the first one. */
export function withNext(path: string, next: string): string {
  return next === "/" ? path : `${path}${path.includes("?") ? "&" : "?"}next=${encodeURIComponent(next)}`;
}

/** `path` with `error=code` in its query. */
export function withError(path: string, code: string): string {
  const url = new URL(path, "https://site.invalid");
  url.searchParams.set("error", code);
  return url.pathname + url.search + url.hash;
}

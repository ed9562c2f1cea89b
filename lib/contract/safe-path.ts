const here = "http://this.site";

/**
 * Where to go next, as a path of this site. Anything else falls back to `/`: other origins, `//host` in all the
 * spellings that a browser understands, and what is no text (OWASP ASVS 5.0 3.7.2).
 */
export function safePath(target: unknown): string {
  if (typeof target !== "string" || !target.startsWith("/") || !URL.canParse(target, here)) return "/";
  const { origin, pathname, search, hash } = new URL(target, here);
  return origin === here && !pathname.startsWith("//") ? pathname + search + hash : "/";
}

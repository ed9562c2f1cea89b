/** Returns the locale that an Accept-Language header asks for first (RFC 9110, 12.5.4); American English where that is none. */
export function preferredLocale(header: string | null): string {
  const first = header?.split(",", 1)[0]?.split(";", 1)[0]?.trim() ?? "";
  try {
    return Intl.getCanonicalLocales(first)[0] ?? "en-US";
  } catch {
    return "en-US";
  }
}

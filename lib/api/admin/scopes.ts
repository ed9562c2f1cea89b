/** What an API key may be allowed to do. */
export const scopes = [
  "users:read",
  "users:write",
  "configuration:read",
  "configuration:write",
  "audit:read",
] as const;

export type Scope = (typeof scopes)[number];

/** After how many days an API key may expire. */
export const keyLifetimes = ["30", "90", "365"] as const;

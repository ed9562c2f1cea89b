import type { Scope } from "@/lib/api/admin/scopes";

/** What an API key's permissions mean where there are organizations. */
export const organizationScopes: Partial<Record<Scope, string>> = {
  "users:read": "See users and organizations",
  "users:write": "Change and delete users, add organizations, run the cleanup",
};

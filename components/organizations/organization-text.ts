import type { Scope } from "@/lib/api/admin/scopes";
import type { Membership } from "@/lib/features/organizations/api";

/** What the roles are called. */
export const roleNames: Record<Membership["role"], { name: string; inSentence: string }> = {
  owner: { name: "Owner", inSentence: "an owner" },
  admin: { name: "Admin", inSentence: "an admin" },
  member: { name: "Member", inSentence: "a member" },
};

/** What an API key's permissions mean where there are organizations. */
export const organizationScopes: Partial<Record<Scope, string>> = {
  "users:read": "See users and organizations",
  "users:write": "Change and delete users, add organizations, run the cleanup",
};

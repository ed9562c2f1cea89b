import type { Membership } from "@/lib/features/organizations/api";

/** What the roles are called. */
export const roleNames: Record<Membership["role"], { name: string; inSentence: string }> = {
  owner: { name: "Owner", inSentence: "an owner" },
  admin: { name: "Admin", inSentence: "an admin" },
  member: { name: "Member", inSentence: "a member" },
};

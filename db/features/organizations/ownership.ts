import { ne } from "drizzle-orm";
import type { Ownership } from "../../owned-column";
import { memberships } from "./schema";

/** Memberships belong to a user. Owners and admins of an organization are registered users. */
export const organizationOwnership: readonly Ownership[] = [
  {
    column: memberships.userId,
    onMerge: "move-unless-present",
    within: [memberships.organizationId],
    countedAs: "memberships",
    exportedAs: "memberships",
    protects: null,
    notForGuests: ne(memberships.role, "member"),
  },
];

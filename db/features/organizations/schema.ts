import { ne, sql } from "drizzle-orm";
import { index, pgTable, primaryKey, text, uniqueIndex } from "drizzle-orm/pg-core";
import { createdAt, type Ownership, time } from "../../columns";
import { userId } from "../../core/schema";

export const organizations = pgTable("organizations", {
  id: text("id").primaryKey(),
  name: text("name").notNull(),
  createdAt: createdAt(),
});

export const memberships = pgTable(
  "memberships",
  {
    organizationId: text("organization_id")
      .notNull()
      .references(() => organizations.id, { onDelete: "cascade" }),
    userId: userId(),
    role: text("role", { enum: ["owner", "admin", "member"] })
      .notNull()
      .default("member"),
    createdAt: createdAt(),
  },
  (t) => [
    primaryKey({ columns: [t.organizationId, t.userId] }),
    // Lists a user's organizations, follows a deleted user.
    index("memberships_user_id_idx").on(t.userId),
    // Finds what a deleted user owned, and for the many guests whom a cleanup removes that it is nothing.
    index("memberships_owner_idx").on(t.userId).where(sql`${t.role} = 'owner'`),
  ],
);

export const invitations = pgTable(
  "invitations",
  {
    id: text("id").primaryKey(),
    organizationId: text("organization_id")
      .notNull()
      .references(() => organizations.id, { onDelete: "cascade" }),
    tokenHash: text("token_hash").notNull(),
    createdBy: text("created_by").notNull(),
    expiresAt: time("expires_at").notNull(),
    createdAt: createdAt(),
  },
  (t) => [
    // Finds the invitation that somebody brings.
    uniqueIndex("invitations_token_hash_key").on(t.tokenHash),
    // One link at a time: a new one replaces it. Follows a deleted organization.
    uniqueIndex("invitations_organization_id_key").on(t.organizationId),
  ],
);

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

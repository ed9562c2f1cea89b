import { sql } from "drizzle-orm";
import type { User } from "../contract/wire";

export type UserRow = {
  user_id: string;
  is_anonymous: boolean;
  email: string | null;
  email_verified_at: string | null;
  name: string | null;
  image: string | null;
  role: "user" | "admin";
  metadata: Record<string, unknown>;
  user_created_at: string;
  updated_at: string;
  last_active_at: string;
};

/** The columns of a UserRow, from a relation called `u`. */
export const userColumns = sql.raw(
  `u.id AS user_id, u.is_anonymous, u.email, u.email_verified_at, u.name, u.image, u.role, u.metadata,
   u.created_at AS user_created_at, u.updated_at, u.last_active_at`,
);

/** A user as the wire has it. */
export function toUser(row: UserRow): User {
  return {
    id: row.user_id,
    isAnonymous: row.is_anonymous,
    email: row.email,
    emailVerified: row.email_verified_at !== null,
    name: row.name,
    image: row.image,
    role: row.role,
    metadata: row.metadata,
    createdAt: isoTime(row.user_created_at),
    updatedAt: isoTime(row.updated_at),
    lastActiveAt: isoTime(row.last_active_at),
  };
}

/** PostgreSQL's text form of a time, as ISO 8601. Nearly every server writes UTC, which needs no calendar. */
export function isoTime(text: string): string {
  if (!/^\d{4}-.*\+00$/.test(text)) return new Date(text).toISOString();
  const [seconds = "", fraction = ""] = text.slice(0, -3).split(".");
  return `${seconds.replace(" ", "T")}.${fraction.padEnd(3, "0").slice(0, 3)}Z`;
}

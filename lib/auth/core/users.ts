import type { users } from "@/db/schema";
import type { User } from "@/lib/api/shapes";

export type UserRow = typeof users.$inferSelect;

/** A user as everybody outside the database knows them. */
export function toUser({ emailVerifiedAt, adminGrantedAt: _, ...row }: UserRow): User {
  return { ...row, emailVerified: emailVerifiedAt !== null };
}

/** `time`, `seconds` later; earlier where they are negative. */
export function addSeconds(time: Date, seconds: number): Date {
  return new Date(time.getTime() + seconds * 1000);
}

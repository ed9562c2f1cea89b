import { DrizzleQueryError } from "drizzle-orm";

/** The SQLSTATE of a failed statement, or null where the database did not get as far as an answer. */
export function sqlState(error: unknown): string | null {
  const cause = error instanceof DrizzleQueryError ? error.cause : error;
  return cause instanceof Error && "code" in cause && typeof cause.code === "string" && /^[0-9A-Z]{5}$/.test(cause.code)
    ? cause.code
    : null;
}

/** Whether the statement failed because a unique index gave the value to somebody else. */
export function isUniqueViolation(error: unknown): boolean {
  return sqlState(error) === "23505";
}

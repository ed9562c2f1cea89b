/** A statement that failed, by its name. Leaves out what Drizzle's own error would tell a log: the values. */
export class StatementFailed extends Error {
  override name = "StatementFailed";
  /** SQLSTATE, in each of which there is a digit, or null where the database did not get as far as an answer. */
  readonly sqlState: string | null;

  constructor(statement: string, failure: unknown) {
    const cause = innermost(failure);
    super(`${statement}: ${cause.message}`);
    const code = "code" in cause ? cause.code : null;
    this.sqlState = typeof code === "string" && /^(?=.*\d)[0-9A-Z]{5}$/.test(code) ? code : null;
  }
}

/** The driver's error inside Drizzle's, which would tell a log the values. */
// No instanceof: the connection may come from another bundle's copy of Drizzle.
export function innermost(failure: unknown): Error {
  if (!(failure instanceof Error)) return new Error("failed");
  return failure.cause instanceof Error ? innermost(failure.cause) : failure;
}

/** Whether a unique index gave the value to somebody else. */
export function isUniqueViolation(error: unknown): boolean {
  return error instanceof StatementFailed && error.sqlState === "23505";
}

/**
 * Whether the database cannot answer now but may later: no connection, shutting down, out of resources, out of
 * time, or a deadlock that it resolved against this statement. Everything else is a bug.
 */
export function isOutage(error: unknown): boolean {
  return (
    error instanceof StatementFailed &&
    (error.sqlState === null || /^(08|40|53|55P03|57|58)/.test(error.sqlState))
  );
}

/** Whether somebody else was faster, so that another try sees what they did. */
export function isLostRace(error: unknown): boolean {
  return error instanceof StatementFailed && /^(23505|40001|40P01)$/.test(error.sqlState ?? "");
}

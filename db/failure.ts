/** What a failed query means to whoever ran it. */
export type Failure = "outage" | "lost race" | "unique violation" | "foreign key violation" | "bug";

/**
 * Tells what went wrong, for any query, built or raw. An outage is a database that cannot answer now but may later: no connection,
 * shutting down, out of resources, out of time. A race was lost to a deadlock or to another transaction, so that another try sees what that
 * one did. Everything else, a forgotten placeholder too, is a bug.
 */
export function failureOf(error: unknown): Failure {
  const state = sqlStateOf(error);
  if (state === null) return wasSent(error) ? "outage" : "bug";
  if (state === "23505") return "unique violation";
  if (state === "23503" || state === "23001") return "foreign key violation";
  if (state === "40001" || state === "40P01") return "lost race";
  // Poolers use the same code for what they cannot do now.
  if (state === "08P01" && innermost(error).message.startsWith("bind message supplies")) return "bug";
  return /^(08|40|53|55P03|57|58)/.test(state) ? "outage" : "bug";
}

/** Whether a unique index gave the value to somebody else. */
export function isUniqueViolation(error: unknown): boolean {
  return failureOf(error) === "unique violation";
}

/** Whether a row refers to one that is gone, or is referred to. */
export function isForeignKeyViolation(error: unknown): boolean {
  return failureOf(error) === "foreign key violation";
}

/** Whether the database cannot answer now but may later. A deadlock that was not tried again is one, too. */
export function isOutage(error: unknown): boolean {
  const failure = failureOf(error);
  return failure === "outage" || failure === "lost race";
}

/** Whether somebody else was faster, so that another try sees what they did. */
export function isLostRace(error: unknown): boolean {
  const failure = failureOf(error);
  return failure === "lost race" || failure === "unique violation";
}

/** No connection could be had, or it broke while a transaction began or ended. */
export class ConnectionFailed extends Error {
  override name = "ConnectionFailed";

  constructor(cause: unknown) {
    super("no connection to the database", { cause });
  }
}

/** The driver's error inside Drizzle's, whose message has the values in it. */
// No instanceof: the connection may come from another bundle's copy of Drizzle.
export function innermost(failure: unknown): Error {
  if (!(failure instanceof Error)) return new Error("failed");
  return failure.cause instanceof Error ? innermost(failure.cause) : failure;
}

/** SQLSTATE, in each of which there is a digit; null where the database did not get as far as an answer. */
export function sqlStateOf(error: unknown): string | null {
  const cause = innermost(error);
  const code = "code" in cause ? cause.code : null;
  return typeof code === "string" && /^(?=.*\d)[0-9A-Z]{5}$/.test(code) ? code : null;
}

/** Whether a statement was on its way to the database: what fails before that is our own mistake. */
function wasSent(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if (error.name === "ConnectionFailed" || error.name === "StatementFailed")
    return !isMistake(innermost(error));
  // Drizzle's own error around the driver's (DrizzleQueryError), which has no name of its own.
  return "query" in error && "params" in error && !isMistake(innermost(error));
}

function isMistake(cause: Error): boolean {
  if (cause instanceof TypeError) return cause.message !== "fetch failed";
  return (
    cause instanceof RangeError ||
    /^(Prepared statements must be unique|No value for placeholder)/.test(cause.message)
  );
}

/** A statement that failed, by a name of its own. Leaves out what Drizzle's own error has: the values. */
export class StatementFailed extends Error {
  override name = "StatementFailed";
  readonly query: string;

  constructor(statement: string, failure: unknown) {
    const cause = innermost(failure);
    super(`${statement}: ${cause.message}`, { cause });
    this.query = statement;
  }
}

/**
 * What a log may say of a failure: the statement, without its values, and PostgreSQL's code. The words of an error of class 22 (data
 * exception) repeat what was typed.
 */
export function describeFailure(error: Error): { message: string; stack: string | undefined } {
  const cause = innermost(error);
  const state = sqlStateOf(error);
  const words = state?.startsWith("22") ? "invalid data" : cause.message;
  const query = "query" in error && typeof error.query === "string" ? ` in: ${error.query}` : "";
  const message = query === "" && cause === error ? words : `${state ?? cause.name} ${words}${query}`;
  return { message, stack: cause.stack?.replace(/^[^\n]*(\n(?! {4}at )[^\n]*)*/, `${cause.name}`) };
}

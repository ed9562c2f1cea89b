import type { ErrorCode, ErrorDetails } from "./errors";

/** What a service answers: its data, or a row of the table of errors. */
export type Result<T> =
  | { ok: true; data: T; status: 200 | 201 | 202 }
  | { ok: false; code: ErrorCode; details?: ErrorDetails };

/** What was asked for. `status` is that of HTTP. */
export function ok<T>(data: T, status: 200 | 201 | 202 = 200): Result<T> {
  return { ok: true, data, status };
}

/** An error that a caller can act on, by its code. */
export function fail(code: ErrorCode, details?: ErrorDetails): Result<never> {
  return { ok: false, code, ...(details && { details }) };
}

/** Part of a list, and the cursor of the next page: null at the end. */
export type Page<Item> = { items: Item[]; after: string | null };

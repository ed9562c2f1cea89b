import type { ErrorCode, ErrorDetails } from "./errors";

/** What a verb answers: its data, or a row of the table of errors. */
export type Result<T> =
  | { ok: true; data: T; status: 200 | 201 | 202 }
  | { ok: false; code: ErrorCode; details?: ErrorDetails };

/** What was asked for. `status` is that of HTTP. */
export function ok<T>(data: T, status: 200 | 201 | 202 = 200): Result<T> {
  return { ok: true, data, status };
}

/** A sessionError that a caller can act on, by its code. */
export function fail(code: ErrorCode, details?: ErrorDetails): Result<never> {
  return { ok: false, code, ...(details && { details }) };
}

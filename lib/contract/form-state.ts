import type { WireError } from "./errors";

/** Where a form stands. After a failure `values` is what was typed, without passwords. */
export type FormState<Data = null> =
  | { status: "idle" }
  | { status: "failed"; error: WireError; values: Record<string, string> }
  | { status: "done"; data: Data };

export const idle: FormState<never> = { status: "idle" };

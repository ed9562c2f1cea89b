import type { WireError } from "./errors";

/** Where a form stands. Once it was sent, `values` is what was typed, without passwords, tokens and codes. */
export type FormState<Data = null> =
  | { status: "idle" }
  | { status: "failed"; error: WireError; values: Record<string, string> }
  | { status: "done"; data: Data; values: Record<string, string> };

export const idle: FormState<never> = { status: "idle" };

import type { WireError } from "./errors";

/** Where a form stands. Once it was sent, `values` is what was typed, without secrets. */
export type FormState<Data = null> =
  | { status: "idle" }
  | { status: "failed"; error: WireError; values: Record<string, string> }
  | { status: "done"; data: Data; values: Record<string, string> };

/** What a form is sent to: its state before in, its state now out. */
export type FormAction<Data = null> = (previous: FormState<Data>, form: FormData) => Promise<FormState<Data>>;

/** A form carries the key of its request in a field of this name (see lib/server/http/idempotency.ts). */
export const idempotencyField = "idempotencyKey";

export const idle: FormState<never> = { status: "idle" };

/** The fields that a person filled in, without those that Next adds. A file is none of them. */
export function fieldsOf(form: FormData): Record<string, string> {
  const texts = [...form].filter((entry): entry is [string, string] => typeof entry[1] === "string");
  return Object.fromEntries(texts.filter(([name]) => !name.startsWith("$ACTION")));
}

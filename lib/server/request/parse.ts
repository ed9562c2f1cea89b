import type { z } from "zod";
import { type ErrorCode, errors } from "@/lib/api/errors";
import { fail, ok, type Result } from "@/lib/api/result";

/**
 * Returns the input as its schema leaves it. Where one field is wrong in a way that has a code of its own, that is the code; `fields` names
 * every field that was refused. Errors: VALIDATION_FAILED and the codes that the schema names.
 */
export function parse<T>(schema: z.ZodType<T>, input: unknown): Result<T> {
  const parsed = schema.safeParse(input);
  if (parsed.success) return ok(parsed.data);
  // A map, since `constructor` and `__proto__` may be names that came in.
  const fields = new Map<string, string>();
  let code: ErrorCode = "VALIDATION_FAILED";
  for (const issue of parsed.error.issues) {
    const names =
      issue.code === "unrecognized_keys"
        ? issue.keys.map((key) => [...issue.path, key].join("."))
        : [issue.path.join(".")];
    const words = issue.code === "unrecognized_keys" ? "Unknown field" : issue.message;
    for (const name of names)
      if (!fields.has(name)) fields.set(name, isCode(words) ? errors[words].message : words);
    if (isCode(words) && code === "VALIDATION_FAILED") code = words;
  }
  return fail(code, { fields: Object.fromEntries(fields) });
}

function isCode(words: string): words is ErrorCode {
  return Object.hasOwn(errors, words);
}

import { z } from "zod";
import { visibleText } from "@/lib/api/schemas";

/** Visible text on one line, of `max` code points. `missing` is the message where there is none. */
export function line(max: number, missing: string) {
  return visibleText(max, missing).transform((value) => value.replace(/\s+/gu, " "));
}

/** Visible text of several lines, ended by LF as on Unix, of `max` code points. `missing` as for `line`. */
export function lines(max: number, missing: string) {
  return (
    z
      .string({ error: missing })
      // Before any work on it. CRLF counts as one.
      .max(4 * max, { error: `At most ${max} characters`, abort: true })
      .transform((value) => value.replace(/\r\n?/g, "\n"))
      .pipe(visibleText(max, missing))
  );
}

/** What may be left out: null for no field, or an empty one, which a form sends as empty text. */
export function orNothing<T>(schema: z.ZodType<T>) {
  return z
    .literal("")
    .transform(() => null)
    .or(schema)
    .optional()
    .transform((value) => value ?? null);
}

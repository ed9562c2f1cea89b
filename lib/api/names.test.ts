import { expect, test } from "vitest";
import { z } from "zod";
import * as adminForms from "@/lib/api/admin/admin-forms";
import { partsOf } from "@/lib/testing/bounded-strings";
import { nameChange } from "./schemas";
import { api } from "./table";

/** Every field of these schemas that takes a name or a title, by its path. */
function namesIn(schema: z.core.$ZodType, path: string): [string, z.core.$ZodType][] {
  const { def } = (schema as z.core.$ZodTypes)._zod;
  return partsOf(def).flatMap(([part, inner]): [string, z.core.$ZodType][] =>
    /^(name|title|displayName)$/i.test(part)
      ? [[`${path}.${part}`, inner]]
      : namesIn(inner, part === "" ? path : `${path}.${part}`),
  );
}

const forms = Object.entries<unknown>({ ...adminForms, nameChange }).flatMap(([name, schema]) =>
  schema instanceof z.ZodType ? namesIn(schema, name) : [],
);
const fields = [...Object.entries(api).flatMap(([key, { input }]) => namesIn(input, key)), ...forms];

test.each([
  "",
  " \t\n",
  "\u00A0\u2003\u3000",
  "\u200B\u200D\uFEFF",
  "\u202E\u2066\u00AD",
  "\u3164\u115F\u1160\uFFA0",
  "\u2800",
  "\u{1D159}",
  "\u0301\u034F\u180B",
  "\u{E0041}\u{E007F}",
  "\uE000",
])("%j is no name, wherever one is taken", (invisible) => {
  expect(fields.map(([path]) => path)).toEqual(
    expect.arrayContaining([
      "POST /api/auth/sign-up/email.name",
      "PATCH /api/v1/users/:id.name",
      "apiKeyForm.name",
    ]),
  );
  for (const [path, schema] of fields) {
    const taken = z.safeParse(schema, invisible);
    expect([path, taken.success ? taken.data : null]).toEqual([path, null]);
    expect([path, z.safeParse(schema, `Ada${invisible}`).success]).toEqual([path, true]);
  }
});

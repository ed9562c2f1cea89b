import { expect, test } from "vitest";
import { z } from "zod";
import * as adminForms from "@/lib/api/admin/admin-forms";
import * as managementSchemas from "@/lib/api/admin/management-schemas";
import { unboundedStrings } from "@/lib/testing/bounded-strings";
import * as schemas from "./schemas";
import { api } from "./table";

test("no field of any endpoint is worked on before its length is known", () => {
  const unbounded = Object.entries(api).flatMap(([key, { input }]) => unboundedStrings(input, key));
  expect(unbounded).toEqual([]);
});

test("nor is one of the admin's forms, or of what fields are made of", () => {
  const all = Object.entries<unknown>({ ...adminForms, ...managementSchemas, ...schemas });
  const unbounded = all.flatMap(([name, schema]) =>
    schema instanceof z.ZodType ? unboundedStrings(schema, name) : [],
  );
  expect(unbounded).toEqual([]);
});

test("a length that comes too late, does not end the checks, or is none at all is found", () => {
  const upper = (value: string) => value.toUpperCase();
  const isFine = (value: string) => value.normalize() === value;
  for (const [schema, found] of [
    [z.string().transform(upper), true],
    [z.string().regex(/^[a-z]+$/), true],
    [z.string().max(10).refine(isFine), true],
    [z.string().refine(isFine).max(10, { abort: true }), true],
    [z.string().normalize().max(10, { abort: true }), true],
    [z.string().max(10, { abort: true }).refine(isFine), false],
    [z.string().max(10).transform(upper), false],
    [z.string().regex(/^[a-z]{4}$/), false],
    [z.iso.date(), false],
  ] as const)
    expect(unboundedStrings(z.object({ a: z.array(schema).nullish() }))).toEqual(found ? [".a.*"] : []);
});

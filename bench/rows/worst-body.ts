import type { z } from "zod";
import * as adminForms from "@/lib/api/admin/admin-forms";
import { api } from "@/lib/api/table";
import { parse } from "@/lib/server/request/parse";
import { largestBody } from "@/lib/server/request/request-body";
import { partsOf } from "@/lib/testing/bounded-strings";
import { spreadOf } from "../load";
import type { Row } from "./row";

/** What costs the most to look at, as often as it fits: marks to be put in order, letters that grow by eighteen, and what patterns look for. */
const units = [
  "\u0301\u0316",
  "\u0344",
  "\ufdfa",
  "\u{1d160}",
  "e\u0301",
  " ",
  "@",
  "a.",
  "-",
  "a@b.",
  "\\",
  "\0",
];

/** For the endpoints and the admin's forms: how long the event loop stands still for the worst body that is read. */
export const worstBody: Row = {
  name: "worst-body",
  async measure(_site, { rounds }) {
    const endpoints = Object.entries(api).map(([key, { input }]): [string, z.ZodType] => [key, input]);
    const forms = Object.entries<z.ZodType>(adminForms);
    const longest = [...endpoints, ...forms].map(([name, schema]) => {
      const bodies = bodiesOf(schema);
      const times = Array.from({ length: rounds }, () =>
        Math.max(...bodies.map((body) => millisecondsOf(() => parse(schema, JSON.parse(body))))),
      );
      return { name, value: spreadOf(times) };
    });
    longest.sort((a, b) => b.value.median - a.value.median);
    return longest.slice(0, 3).map(({ name, value }) => ({
      what: `longest block of the event loop by a body of ${largestBody / 1024} KiB, ${name}`,
      value,
      unit: "ms",
      target: { atMost: 20 },
    }));
  },
};

/** Bodies that are as large as may be: of each unit, in all fields together and in each alone. */
function bodiesOf(schema: z.ZodType): string[] {
  let fields = 0;
  inputOf(schema, () => {
    fields++;
    return "";
  });
  return units.flatMap((unit) => {
    const bytes = Buffer.byteLength(JSON.stringify(unit)) - 2;
    const filling = (share: number) => unit.repeat(Math.floor((largestBody - 1024) / share / bytes));
    const alone = Array.from({ length: fields }, (_, chosen) => {
      let field = 0;
      return inputOf(schema, () => (field++ === chosen ? filling(1) : ""));
    });
    return [inputOf(schema, () => filling(Math.max(fields, 1))), ...alone].map((input) =>
      JSON.stringify(input),
    );
  });
}

/** An input that has `text()` wherever its schema takes text. */
function inputOf(schema: z.core.$ZodType, text: () => string): unknown {
  const def = (schema as z.core.$ZodTypes)._zod.def;
  if (def.type === "string" || def.type === "enum" || def.type === "literal") return text();
  if (def.type === "number") return 1;
  if (def.type === "boolean") return true;
  if (def.type === "array") return [inputOf(def.element, text)];
  if (def.type === "record") return { [text()]: text() };
  if (def.type === "object")
    return Object.fromEntries(Object.entries(def.shape).map(([name, part]) => [name, inputOf(part, text)]));
  const parts = partsOf(def).map(([, part]) => part);
  const part = def.type === "union" ? parts.at(-1) : parts[0];
  return part && inputOf(part, text);
}

function millisecondsOf(work: () => void): number {
  const began = performance.now();
  work();
  return performance.now() - began;
}

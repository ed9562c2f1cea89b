import type { z } from "zod";

type Def = z.core.$ZodTypes["_zod"]["def"];

/**
 * Returns the paths of all strings of a schema for which a check, or what comes after them, sees a text of whatever length: each has a length or a
 * pattern of a limited one, and where anything else is done with it the length comes first and ends the checks.
 */
export function unboundedStrings(schema: z.core.$ZodType, path = ""): string[] {
  const def = (schema as z.core.$ZodTypes)._zod.def;
  if (def.type === "string") return isBounded(def) ? [] : [path];
  return partsOf(def).flatMap(([name, part]) =>
    unboundedStrings(part, name === "" ? path : `${path}.${name}`),
  );
}

/** The schemas within one, by their names where they have some. */
export function partsOf(def: Def): [string, z.core.$ZodType][] {
  switch (def.type) {
    case "object":
      return [
        ...Object.entries(def.shape),
        ...(def.catchall ? [["*", def.catchall] as [string, z.core.$ZodType]] : []),
      ];
    case "record":
      return [
        ["key", def.keyType],
        ["*", def.valueType],
      ];
    case "array":
      return [["*", def.element]];
    case "tuple":
      return def.items.map((item, index) => [String(index), item]);
    case "union":
      return def.options.map((option) => ["", option]);
    case "pipe":
      return [
        ["", def.in],
        ["", def.out],
      ];
    case "optional":
    case "nullable":
    case "default":
    case "prefault":
    case "catch":
    case "nonoptional":
    case "readonly":
      return [["", def.innerType]];
    case "lazy":
      throw new Error("a schema that contains itself is not walked");
    default:
      return [];
  }
}

function isBounded(def: z.core.$ZodStringDef): boolean {
  const checks = [def, ...(def.checks ?? []).map((check) => check._zod.def)] as (z.core.$ZodCheckDef & {
    pattern?: RegExp;
  })[];
  const [first, ...others] = checks.filter(({ check }) => check !== undefined);
  const isFormat = ({ check }: z.core.$ZodCheckDef) => check === "string_format";
  const isMeasured = first?.check === "max_length" || (first && isFormat(first) && isLimited(first.pattern));
  return isMeasured === true && (first?.abort === true || others.every(isFormat));
}

/** A pattern that holds the whole text and repeats nothing without end. */
function isLimited(pattern: RegExp | undefined): boolean {
  const source = pattern?.source ?? "";
  return /^\^.*\$$/s.test(source) && !/(?<!\\)[*+]|,\}/.test(source);
}

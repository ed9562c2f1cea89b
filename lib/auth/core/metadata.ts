type Json = Record<string, unknown>;

/** Everything that either says; where both do, `own` wins. Objects are combined, everything else is one value. */
export function combine(own: Json, other: Json): Json {
  const combined: Json = { ...other };
  for (const [key, value] of Object.entries(own)) {
    const theirs = Object.hasOwn(other, key) ? other[key] : null;
    const merged = isObject(value) && isObject(theirs) ? combine(value, theirs) : value;
    Object.defineProperty(combined, key, {
      value: merged,
      enumerable: true,
      configurable: true,
      writable: true,
    });
  }
  return combined;
}

/** What `wanted` says otherwise than `present`. Objects are compared part by part, everything else as one value. */
export function differences(wanted: Json, present: Json): Json {
  const different = Object.entries(wanted).flatMap(([key, value]): [string, unknown][] => {
    const other = Object.hasOwn(present, key) ? present[key] : undefined;
    if (!isObject(value) || !isObject(other)) return Object.is(value, other) ? [] : [[key, value]];
    const parts = differences(value, other);
    return Object.keys(parts).length === 0 ? [] : [[key, parts]];
  });
  return Object.fromEntries(different);
}

function isObject(value: unknown): value is Json {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

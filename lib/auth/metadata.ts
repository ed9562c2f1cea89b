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

function isObject(value: unknown): value is Json {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

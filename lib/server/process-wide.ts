const everywhere = globalThis as { [key: symbol]: Map<string, unknown> | undefined };
const key = Symbol.for("guestbook");
everywhere[key] ??= new Map<string, unknown>();

/** What this process has one of, by name. */
export const processValues = everywhere[key];

/**
 * One value for the whole process. Next bundles instrumentation, middleware and routes apart and reloads them in
 * development, so a module's own variable is not one thing.
 */
export function processWide<T>(name: string, make: () => T): T {
  if (!processValues.has(name)) processValues.set(name, make());
  return processValues.get(name) as T;
}

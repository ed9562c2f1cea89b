const everywhere = globalThis as { [key: symbol]: Map<string, unknown> | undefined };
const key = Symbol.for("process-wide values");
everywhere[key] ??= new Map<string, unknown>();

/** What this process has one of, by name. */
export const processValues = everywhere[key];

/**
 * One value for the whole process. Next bundles instrumentation, middleware and routes apart and reloads them in
 * development, so a module's own variable is not one thing. A promise that is rejected is not kept: the next call tries again.
 */
export function processWide<T>(name: string, make: () => T): T {
  if (!processValues.has(name)) {
    const value = make();
    processValues.set(name, value);
    if (value instanceof Promise)
      value.catch(() => {
        if (processValues.get(name) === value) processValues.delete(name);
      });
  }
  return processValues.get(name) as T;
}

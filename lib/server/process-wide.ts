/**
 * One value for the whole process. Next bundles instrumentation, middleware and routes apart and reloads them in
 * development, so a module's own variable is not one thing.
 */
export function processWide<T>(name: string, make: () => T): T {
  const store = globalThis as { [key: symbol]: T | undefined };
  const key = Symbol.for(`guestbook.${name}`);
  store[key] ??= make();
  return store[key];
}

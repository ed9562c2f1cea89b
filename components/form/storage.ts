/** Returns what `use` reads from what this browser stores, or null where storage is blocked. */
export function unlessBlocked<T>(use: () => T): T | null {
  try {
    return use();
  } catch {
    return null;
  }
}

const list = new Intl.ListFormat("en", { type: "conjunction" });

/** Returns what somebody owns in words: `{ drafts: 2, memberships: 1 }` is "2 drafts and 1 membership". Null for nothing. */
export function workInWords(counts: Record<string, number>): string | null {
  const parts = Object.entries(counts)
    .filter(([, count]) => count > 0)
    .map(([kind, count]) => `${count} ${count === 1 ? kind.replace(/s$/, "") : kind}`);
  return parts.length === 0 ? null : list.format(parts);
}

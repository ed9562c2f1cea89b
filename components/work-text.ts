const list = new Intl.ListFormat("en", { type: "conjunction" });

/** What somebody owns, in words: `{ cards: 2, signatures: 1 }` is "2 cards and 1 signature". Null where that is nothing. */
export function workInWords(counts: Record<string, number>): string | null {
  const parts = Object.entries(counts)
    .filter(([, count]) => count > 0)
    .map(([kind, count]) => `${count} ${count === 1 ? kind.replace(/s$/, "") : kind}`);
  return parts.length === 0 ? null : list.format(parts);
}

/** What somebody made, by kind: `{ cards: 3 }`. Kinds of which there is none are left out; null where nobody can tell. */
export type Work = Record<string, number> | null;

/** "3 cards and 1 signature", or null where there is nothing. */
export function inWords(work: Work): string | null {
  if (work === null) return "what you made";
  const parts = Object.entries(work).map(
    ([kind, count]) => `${count} ${count === 1 ? singular(kind) : kind}`,
  );
  return parts.length === 0 ? null : new Intl.ListFormat("en", { type: "conjunction" }).format(parts);
}

function singular(kind: string): string {
  return kind.replace(/s$/, "");
}

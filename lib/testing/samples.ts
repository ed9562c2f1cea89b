import { readFileSync } from "node:fs";

/** The files that a document gives in full: each stands under its path, by path. */
export function filesIn(document: string): Map<string, string> {
  const given = readFileSync(document, "utf8").matchAll(/^`([\w./()[\]-]+)`\n\n```tsx?\n(.*?)^```$/gms);
  return new Map([...given].map(([, path = "", text = ""]) => [path, text]));
}

import { appendFileSync, mkdirSync, mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** Begins to keep, in a new folder, every secret that is handed out and all that servers and databases keep; for all processes of the run. */
export function keepEvidence(): string {
  const folder = mkdtempSync(join(tmpdir(), "guestbook-evidence-"));
  for (const kind of ["logs", "dumps"]) mkdirSync(join(folder, kind));
  process.env.TEST_EVIDENCE = folder;
  return folder;
}

/** Shorter ones are in any text by chance, but for the codes of mails, which are looked for as words. */
const long = 16;
export const isCode = (secret: string) => /^\d{6}$/.test(secret);

/** These may be in no log, no mail and no database. */
export function handedOut(secrets: Iterable<string>): void {
  keep("secrets", secrets);
}

/** The same for those that a mail brought, which are in that mail. */
export function mailedOut(secrets: Iterable<string>, mail: string): void {
  keep("mailed", secrets);
  append("mails", `${mail}\n`);
}

/** The values of this answer, or of what led to it, that nobody else may know: whatever is named so, at any depth. */
export function secretsIn(value: unknown, name = ""): string[] {
  if (typeof value === "string") return /token|password|code|secret|key$/i.test(name) ? [value] : [];
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, inside]) => secretsIn(inside, key));
}

export function keepLog(server: number, text: string): void {
  append(`logs/${server}`, text);
}

/** What a database held before it went: all of it, and by itself whatever of it is text, of which a code would be a word. */
export function keepDump(database: string, { all, texts }: { all: string; texts: string }): void {
  append(`dumps/${database}.all`, all);
  append(`dumps/${database}.texts`, texts);
}

export const isEvidenceKept = () => process.env.TEST_EVIDENCE !== undefined;

function keep(file: string, secrets: Iterable<string>) {
  const kept = [...secrets].filter((secret) => secret.length >= long || isCode(secret));
  append(file, kept.map((secret) => `${secret}\n`).join(""));
}

function append(file: string, text: string) {
  const folder = process.env.TEST_EVIDENCE;
  if (folder !== undefined && text !== "") appendFileSync(join(folder, file), text);
}

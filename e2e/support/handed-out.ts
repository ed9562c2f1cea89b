import { appendFileSync, mkdirSync, mkdtempSync, readdirSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Client } from "pg";
import { storedSecrets } from "./invariants";

// Shorter ones, such as the codes of six digits, are in any text by chance.
const long = 16;

/** Begins to keep, in a new folder, every secret that is handed out and all that servers log; for all processes of the run. */
export function keepEvidence(): void {
  process.env.TEST_EVIDENCE = mkdtempSync(join(tmpdir(), "guestbook-evidence-"));
  mkdirSync(join(process.env.TEST_EVIDENCE, "logs"));
}

/** These may be in no log and no database. */
export function handedOut(secrets: Iterable<string>): void {
  const kept = [...secrets].filter((secret) => secret.length >= long).map((secret) => `${secret}\n`);
  append("secrets", kept.join(""));
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

function append(file: string, text: string) {
  const folder = process.env.TEST_EVIDENCE;
  if (folder !== undefined && text !== "") appendFileSync(join(folder, file), text);
}

/**
 * Looks for every secret of the run in every log, and in every table of every database on this server.
 * Throws, naming the places and none of the secrets, where there is one.
 */
export async function findLeaks(serverUrl: string): Promise<string> {
  const folder = process.env.TEST_EVIDENCE;
  if (folder === undefined) throw new Error("nothing was kept");
  const written = readFileSync(join(folder, "secrets"), { encoding: "utf8", flag: "a+" });
  const secrets = new Set(written.split("\n").filter(Boolean));
  const logs = readdirSync(join(folder, "logs"));
  const databases = await databasesOf(serverUrl);
  const places: string[] = [];
  for (const log of logs) {
    const text = readFileSync(join(folder, "logs", log), "utf8");
    const found = [...secrets].filter((secret) => text.includes(secret));
    if (found.length > 0) places.push(`${found.length} in the log of process ${log} (${shapeOf(found)})`);
  }
  for (const database of databases) {
    const found = await inDatabase(database, (query) => storedSecrets(query, secrets));
    if (found.length > 0) places.push(`${found.length} in ${new URL(database).pathname} (${shapeOf(found)})`);
  }
  const extent = `${secrets.size} secrets, ${logs.length} logs, ${databases.length} databases`;
  if (places.length > 0) throw new Error(`Secrets were found (of ${extent}): ${places.join("; ")}`);
  return extent;
}

/** Enough to find out which they are, in a log that others may read. */
const shapeOf = (secrets: string[]) =>
  secrets.map((secret) => `${secret.slice(0, 4)}… of ${secret.length}`).join(", ");

async function databasesOf(serverUrl: string): Promise<string[]> {
  const named = "SELECT datname AS id FROM pg_database WHERE datname LIKE 'test\\_%'";
  const rows = await inDatabase(serverUrl, (query) => query(named));
  return rows.map(({ id }) => Object.assign(new URL(serverUrl), { pathname: `/${id}` }).href);
}

async function inDatabase<T>(
  url: string,
  look: (query: (text: string) => Promise<{ id: string }[]>) => Promise<T>,
): Promise<T> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return await look(async (text) => (await client.query<{ id: string }>(text)).rows);
  } finally {
    await client.end();
  }
}

import { existsSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { Client } from "pg";
import { isEvidenceKept, keepDump } from "./evidence";

type Query = (text: string) => Promise<{ id: string }[]>;

/** All rows of all tables, as text. */
export async function dump(query: Query): Promise<string> {
  const tables = await query("SELECT tablename AS id FROM pg_tables WHERE schemaname = 'public'");
  return joined(
    query,
    tables.map(({ id: table }) => `SELECT string_agg(t::text, ' ') AS id FROM "${table}" AS t`),
  );
}

/** The texts in them alone, a line each: no time and no number, which may hold any six digits. */
async function texts(query: Query): Promise<string> {
  const columns = await query(`
    SELECT CASE udt_name
      WHEN 'jsonb' THEN format('SELECT string_agg(v #>> ''{}'', E''\\n'') AS id FROM %1$I, jsonb_path_query(%2$I, ''strict $.**'') AS v
        WHERE jsonb_typeof(v) = ''string''', table_name, column_name)
      ELSE format('SELECT string_agg(%2$I::text, E''\\n'') AS id FROM %1$I', table_name, column_name) END AS id
    FROM information_schema.columns WHERE table_schema = 'public' AND udt_name IN ('text', '_text', 'jsonb')`);
  return joined(
    query,
    columns.map(({ id }) => id),
  );
}

async function joined(query: Query, statements: string[]): Promise<string> {
  const found = [];
  for (const statement of statements) found.push((await query(statement))[0]?.id ?? "");
  return found.join("\n");
}

/** Keeps what is in every database that tests made on this server. */
export async function keepDatabases(serverUrl: string): Promise<void> {
  if (!isEvidenceKept()) return;
  const named = "SELECT datname AS id FROM pg_database WHERE datname LIKE 'test\\_%'";
  for (const { id } of await inDatabase(serverUrl, (query) => query(named))) {
    const url = Object.assign(new URL(serverUrl), { pathname: `/${id}` });
    const kept = await inDatabase(url.href, async (query) => ({
      all: await dump(query),
      texts: await texts(query),
    }));
    keepDump(id, kept);
  }
}

/** Deletes a folder with an embedded database, after keeping whatever can be read in the files of that, old versions of rows included. */
export function removeFolder(folder: string): void {
  const database = join(folder, ".data", "db");
  if (existsSync(database)) {
    const files = readdirSync(database, { recursive: true, withFileTypes: true }).filter((file) =>
      file.isFile(),
    );
    const readable = files.flatMap(
      ({ parentPath, name }) =>
        readFileSync(join(parentPath, name), "latin1").match(/[\x20-\x7e]{6,}/g) ?? [],
    );
    const texts = [...new Set(readable)].join("\n");
    keepDump(`embedded-${crypto.randomUUID()}`, { all: "", texts });
  }
  rmSync(folder, { recursive: true });
}

async function inDatabase<T>(url: string, look: (query: Query) => Promise<T>): Promise<T> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return await look(async (text) => (await client.query<{ id: string }>(text)).rows);
  } finally {
    await client.end();
  }
}

import { Client } from "pg";
import { openPostgres } from "@/db/client";
import { createNotes } from "./notes";

const template = "guestbook_template";

/** Makes the migrated database that `createDatabase` copies. Once per server. */
export async function createTemplate(serverUrl: string): Promise<void> {
  await asSuperuser(serverUrl, `CREATE DATABASE ${template}`);
  const connection = await openPostgres(databaseUrl(serverUrl, template));
  await connection.migrate();
  await createNotes(connection.db);
  await connection.close();
}

/** A new, empty, migrated database beside all others; its URL. */
export async function createDatabase(serverUrl: string): Promise<string> {
  const name = `test_${crypto.randomUUID().replaceAll("-", "")}`;
  await asSuperuser(serverUrl, `CREATE DATABASE ${name} TEMPLATE ${template}`);
  return databaseUrl(serverUrl, name);
}

function databaseUrl(serverUrl: string, name: string): string {
  const url = new URL(serverUrl);
  url.pathname = `/${name}`;
  return url.href;
}

async function asSuperuser(serverUrl: string, statement: string) {
  const client = new Client({ connectionString: serverUrl });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}

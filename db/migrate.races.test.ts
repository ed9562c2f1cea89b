import { readdirSync } from "node:fs";
import { Client } from "pg";
import { expect, inject, onTestFinished, test } from "vitest";
import { openNeonDoors } from "@/lib/testing/neon";
import { hasPgBouncer, startPgBouncer, withoutPgBouncer } from "@/lib/testing/pgbouncer";
import { openNeon, openPostgres } from "./client";
import { migrationsOf, parts } from "./migrate";

/** A new database without any table; its URL. */
async function emptyDatabase(): Promise<string> {
  const url = new URL(inject("postgresUrl"));
  const name = `empty_${crypto.randomUUID().replaceAll("-", "")}`;
  await ask(url.href, `CREATE DATABASE ${name}`);
  url.pathname = `/${name}`;
  return url.href;
}

async function ask(connectionString: string, text: string) {
  const client = new Client({ connectionString });
  await client.connect();
  const { rows } = await client.query(text);
  await client.end();
  return rows;
}

async function migrateAtOnce(url: string) {
  const open = process.env.TEST_DRIVER === "neon" ? openNeon : openPostgres;
  const processes = await Promise.all([open(url), open(url), open(url)]);
  onTestFinished(async () => void (await Promise.all(processes.map(({ close }) => close()))));
  await Promise.all(processes.map(({ migrate }) => migrate()));
  // A later deployment finds nothing to do.
  await processes[0]?.migrate();
}

/** How often each migration of each part was run; and once each, as it should be. */
async function runs(url: string) {
  return Promise.all(
    parts.map(async (part) => {
      const { migrationsFolder, migrationsTable } = migrationsOf(part);
      const counted = "SELECT count(*)::int AS all, count(DISTINCT hash)::int AS different FROM";
      const [run] = await ask(url, `${counted} drizzle.${migrationsTable}`);
      const files = readdirSync(migrationsFolder).filter((name) => name.endsWith(".sql")).length;
      return { part: part.name, run, once: { all: files, different: files } };
    }),
  );
}

test("three that migrate an empty database at once all end well, and each migration runs once", async () => {
  const url = await emptyDatabase();
  if (process.env.TEST_DRIVER === "neon") {
    const doors = await openNeonDoors(Number(new URL(url).port));
    onTestFinished(doors.stop);
  }
  await migrateAtOnce(url);
  for (const { part, run, once } of await runs(url)) expect({ part, ...run }).toEqual({ part, ...once });
});

test.skipIf(!hasPgBouncer || process.env.TEST_DRIVER === "neon")(
  `so they do behind PgBouncer in transaction mode${hasPgBouncer ? "" : `: ${withoutPgBouncer}`}`,
  async () => {
    const url = await emptyDatabase();
    const bouncer = await startPgBouncer(url, "transaction");
    onTestFinished(bouncer.stop);
    await migrateAtOnce(bouncer.url);
    for (const { part, run, once } of await runs(url)) expect({ part, ...run }).toEqual({ part, ...once });
  },
);

import { sql } from "drizzle-orm";
import { afterAll, beforeAll, expect, test } from "vitest";
import { rows } from "@/lib/auth/core/testing";
import { createNotes } from "@/lib/testing/notes";
import { realDatabase } from "@/lib/testing/real-database";
import { type Connection, openEmbedded } from "./client";
import { copyEverything } from "./copy";

let embedded: Connection;

/** More rows than are copied at a time, in which every kind of value has its hardest form. */
beforeAll(async () => {
  embedded = await openEmbedded(null);
  await embedded.migrate();
  await createNotes(embedded.db);
  await embedded.db.execute(sql`INSERT INTO users (id, is_anonymous, name, metadata, created_at)
    SELECT 'usr_' || n, true, E'"Ada", née \\Łovelace\n🎂', '{"deep": [1.10, null, "x"], "big": 12345678901234567890}',
      '2026-01-01 00:00:00.123+00'::timestamptz + n * interval '1 hour' FROM generate_series(1, 1201) n`);
  await embedded.db.execute(sql`INSERT INTO sessions (id, token_hash, user_id, guest_id, expires_at)
    SELECT 'ses_' || n, 'hash ' || n, 'usr_' || n, 'usr_' || 1202 - n, now() FROM generate_series(1, 1201) n`);
  await embedded.db.execute(sql`INSERT INTO api_keys (id, name, key_hash, scopes, created_by)
    VALUES ('key_1', '', 'hash', '{users:read,"with, comma"}', 'somebody')`);
});

afterAll(() => embedded.close());

const everything = `SELECT table_name AS name, md5(query_to_xml(format('SELECT * FROM %I t ORDER BY t::text COLLATE "C"', table_name),
  true, false, '')::text) AS content FROM information_schema.tables WHERE table_schema = 'public' ORDER BY table_name COLLATE "C"`;

test("every row of the embedded database arrives as it was, and sequences go on from there", async () => {
  const real = await realDatabase();
  const ticket = `CREATE TABLE tickets (number serial PRIMARY KEY, always bigint GENERATED ALWAYS AS IDENTITY)`;
  await embedded.db.execute(sql.raw(ticket));
  await real.query(ticket);
  await embedded.db.execute(sql`INSERT INTO tickets DEFAULT VALUES`);

  const copied = await copyEverything(embedded, real);
  expect(copied).toMatchObject({ users: 1201, sessions: 1201, api_keys: 1, tickets: 1, settings: 0 });
  await real.query("SET TIME ZONE 'UTC'");
  await embedded.db.execute(sql`SET TIME ZONE 'UTC'`);
  const kept = await rows<{ name: string }>(embedded.db, sql.raw(everything));
  expect(kept.map(({ name }) => name)).toEqual(expect.arrayContaining(["tickets", "users"]));
  expect(await real.query(everything)).toEqual(kept);
  expect(await real.query("INSERT INTO tickets DEFAULT VALUES RETURNING *")).toEqual([
    { number: 2, always: "2" },
  ]);
  await embedded.db.execute(sql`DROP TABLE tickets`);
  await real.close();
});

test("a database that is not empty, or has other migrations, is refused and stays as it was", async () => {
  const real = await realDatabase();
  await real.query("INSERT INTO settings (id) VALUES (1)");
  await expect(copyEverything(embedded, real)).rejects.toThrow("not empty: settings");
  await real.query("DELETE FROM settings");
  await real.query("INSERT INTO drizzle.migrations_core (hash, created_at) VALUES ('later', 9999999999999)");
  await expect(copyEverything(embedded, real)).rejects.toThrow("npm run db:migrate");
  await real.query("DROP SCHEMA drizzle CASCADE");
  await expect(copyEverything(embedded, real)).rejects.toThrow("npm run db:migrate");
  expect(await real.query("SELECT FROM users")).toEqual([]);
  await real.close();
});

test("tables that reference each other in a circle are refused before anything is copied", async () => {
  const real = await realDatabase();
  await embedded.db.execute(sql`CREATE TABLE hens (id int PRIMARY KEY)`);
  await embedded.db.execute(sql`CREATE TABLE eggs (id int PRIMARY KEY, hen int REFERENCES hens)`);
  await embedded.db.execute(sql`ALTER TABLE hens ADD egg int REFERENCES eggs`);
  await expect(copyEverything(embedded, real)).rejects.toThrow("in a circle");
  await embedded.db.execute(sql`DROP TABLE hens, eggs`);
  await real.close();
});

test("where one row is refused, none is copied", async () => {
  const real = await realDatabase();
  await real.query("ALTER TABLE sessions ADD CHECK (id <> 'ses_1201')");
  await expect(copyEverything(embedded, real)).rejects.toThrow("insert_sessions");
  expect(await real.query("SELECT FROM users")).toEqual([]);
  await real.close();
});

import path from "node:path";
import { sql } from "drizzle-orm";
import { type MigrationConfig, readMigrationFiles } from "drizzle-orm/migrator";
import type { PgDatabase, PgQueryResultHKT } from "drizzle-orm/pg-core";
import { migrationsOf, type Part, parts } from "./parts";

type AnyDb = Pick<PgDatabase<PgQueryResultHKT, Record<string, unknown>>, "execute">;

/** One step of a migration, done while nobody else migrates: all of it, or nothing. */
export type MigrationStep = (db: AnyDb, migrate: (config: MigrationConfig) => Promise<void>) => Promise<void>;

/** The steps that bring every part of the database up to date, in order. An installation of the first edition moves over to parts. */
export const migrationSteps: readonly MigrationStep[] = [
  finishFirstEdition,
  leaveFirstEdition,
  ...parts.map(
    (part): MigrationStep =>
      (_db, migrate) =>
        migrate(migrationsOf(part)),
  ),
];

const firstEdition = {
  migrationsFolder: path.join(process.cwd(), "db/first-edition"),
  migrationsTable: "__drizzle_migrations",
  migrationsSchema: "drizzle",
};

/** The first edition kept all of its migrations in one list: what is missing of it comes first. */
async function finishFirstEdition(db: AnyDb, migrate: (config: MigrationConfig) => Promise<void>) {
  if (await exists(db, "drizzle.__drizzle_migrations")) await migrate(firstEdition);
}

/** Records what that list has made as the first migration of each part that it has, and puts the list aside. */
async function leaveFirstEdition(db: AnyDb) {
  if (!(await exists(db, "drizzle.__drizzle_migrations"))) return;
  for (const part of parts)
    if (part.firstTable && (await exists(db, `public.${part.firstTable}`))) await recordFirst(db, part);
  await db.execute(sql`ALTER TABLE drizzle.__drizzle_migrations RENAME TO first_edition`);
}

async function recordFirst(db: AnyDb, part: Part) {
  const [first] = readMigrationFiles(migrationsOf(part));
  if (!first) return;
  const table = sql`drizzle.${sql.identifier(migrationsOf(part).migrationsTable)}`;
  await db.execute(
    sql`CREATE TABLE IF NOT EXISTS ${table} (id serial PRIMARY KEY, hash text NOT NULL, created_at bigint)`,
  );
  await db.execute(
    sql`INSERT INTO ${table} (hash, created_at) VALUES (${first.hash}, ${first.folderMillis})`,
  );
}

async function exists(db: AnyDb, table: string): Promise<boolean> {
  const found = await db.execute(sql`SELECT to_regclass(${table}) IS NOT NULL AS found`);
  // The one cast: what a raw statement answers, no type says.
  return (found as unknown as { rows: { found: boolean }[] }).rows[0]?.found ?? false;
}

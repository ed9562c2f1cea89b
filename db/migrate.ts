import { existsSync } from "node:fs";
import path from "node:path";
import { type SQL, sql } from "drizzle-orm";
import { type MigrationConfig, readMigrationFiles } from "drizzle-orm/migrator";
import type { PgDatabase, PgQueryResultHKT } from "drizzle-orm/pg-core";

type Part = { name: string; folder: string; firstTable?: string };

/**
 * The parts of the database, in the order in which they are migrated: the core, one line for each feature, the product. Each has its schema, its
 * migrations and a table of its own that records them, so that a part that is taken out leaves nothing behind for a later version to touch.
 * `firstTable` tells whether an installation of the first edition, which kept all migrations in one list, has the part.
 */
export const parts: readonly Part[] = [
  { name: "core", folder: "db/core", firstTable: "users" },
  { name: "passkeys", folder: "db/features/passkeys", firstTable: "passkeys" }, // eject: passkeys
  { name: "organizations", folder: "db/features/organizations", firstTable: "organizations" }, // eject: organizations
  { name: "webhooks", folder: "db/features/webhooks", firstTable: "webhook_deliveries" }, // eject: webhooks
  { name: "insights", folder: "db/features/insights", firstTable: "guest_days" }, // eject: insights
  {
    name: "product",
    folder: "db/product",
    firstTable: "cards", // eject: demo
  },
];

/** Where a part's migrations are, and the table in the schema `drizzle` that records them. */
export function migrationsOf({ name, folder }: Pick<Part, "name" | "folder">) {
  return {
    migrationsFolder: path.join(process.cwd(), folder, "migrations"),
    migrationsTable: `migrations_${name}`,
    migrationsSchema: "drizzle",
  };
}

type AnyDb = Pick<PgDatabase<PgQueryResultHKT, Record<string, unknown>>, "execute">;

/** One step of a migration, done while nobody else migrates: all of it, or nothing. */
export type MigrationStep = (db: AnyDb, migrate: (config: MigrationConfig) => Promise<void>) => Promise<void>;

/**
 * The steps that bring every part of the database up to date, in order. An installation of the first edition moves over to parts. An app that
 * migrates its own tables by itself has none for the product.
 */
export const migrationSteps: readonly MigrationStep[] = [
  finishFirstEdition,
  leaveFirstEdition,
  ...parts
    .map(migrationsOf)
    .filter(({ migrationsFolder }) => existsSync(migrationsFolder))
    .map(
      (migrations): MigrationStep =>
        (_db, migrate) =>
          migrate(migrations),
    ),
];

const firstEdition = {
  migrationsFolder: path.join(process.cwd(), "db/first-edition"),
  migrationsTable: "__drizzle_migrations",
  migrationsSchema: "drizzle",
};

/** The first edition kept all of its migrations in one list: what is missing of it comes first. */
async function finishFirstEdition(db: AnyDb, migrate: (config: MigrationConfig) => Promise<void>) {
  if (await isFirstEdition(db)) await migrate(firstEdition);
}

/** Records what that list has made as the first migration of each part that it has, and puts the list aside. */
async function leaveFirstEdition(db: AnyDb) {
  if (!(await isFirstEdition(db))) return;
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

/** Whether that list is there. It has Drizzle's usual name, so an app's own list may stand in its place. */
async function isFirstEdition(db: AnyDb): Promise<boolean> {
  if (!(await exists(db, "drizzle.__drizzle_migrations"))) return false;
  const [first] = readMigrationFiles(firstEdition);
  const recorded = sql`SELECT 1 FROM drizzle.__drizzle_migrations WHERE created_at = ${first?.folderMillis}`;
  return isTrue(db, sql`EXISTS (${recorded})`);
}

function exists(db: AnyDb, table: string): Promise<boolean> {
  return isTrue(db, sql`to_regclass(${table}) IS NOT NULL`);
}

async function isTrue(db: AnyDb, condition: SQL): Promise<boolean> {
  const found = await db.execute(sql`SELECT ${condition} AS found`);
  // The one cast: what a raw statement answers, no type says.
  return (found as unknown as { rows: { found: boolean }[] }).rows[0]?.found ?? false;
}

import path from "node:path";

export type Part = { name: string; folder: string; firstTable?: string };

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

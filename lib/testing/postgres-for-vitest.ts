import type { TestProject } from "vitest/node";
import { createTemplate } from "./database";
import { startPostgres } from "./postgres";

declare module "vitest" {
  interface ProvidedContext {
    postgresUrl: string;
  }
}

/** One real PostgreSQL for all tests of the project; each makes a database of its own in it. */
export default async function setup(project: TestProject) {
  const postgres = await startPostgres();
  await createTemplate(postgres.url);
  project.provide("postgresUrl", postgres.url);
  return () => postgres.remove();
}

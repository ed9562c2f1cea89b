import { createTemplate } from "@/lib/testing/database";
import { keepEvidence } from "@/lib/testing/evidence";
import { findLeaks } from "@/lib/testing/leaks";
import { startPostgres } from "@/lib/testing/postgres";
import { buildOnce } from "./build";

/**
 * Before all specs: one real PostgreSQL and one production build. Each worker starts a server of its own with them. After
 * all specs no secret that was handed out may be in a log, a mail or a database.
 */
export default async function prepare() {
  const postgres = await startPostgres();
  await createTemplate(postgres.url);
  process.env.TEST_POSTGRES_URL = postgres.url;
  const evidence = keepEvidence();
  buildOnce();
  return async () => {
    await postgres.remove();
    process.stdout.write(`No secret leaked: ${findLeaks(evidence)}.\n`);
  };
}

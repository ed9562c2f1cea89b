import { buildOnce } from "./build";
import { createTemplate } from "./database";
import { findLeaks, keepEvidence } from "./handed-out";
import { startPostgres } from "./postgres";

/**
 * Before all specs: one real PostgreSQL and one production build. Each worker starts a server of its own with them. After
 * all specs no secret that was handed out may be in a log or a database.
 */
export default async function prepare() {
  const postgres = await startPostgres();
  await createTemplate(postgres.url);
  process.env.TEST_POSTGRES_URL = postgres.url;
  keepEvidence();
  buildOnce();
  return async () => {
    try {
      process.stdout.write(`No secret leaked: ${await findLeaks(postgres.url)}.\n`);
    } finally {
      await postgres.remove();
    }
  };
}

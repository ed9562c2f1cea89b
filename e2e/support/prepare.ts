import { buildOnce } from "./build";
import { createTemplate } from "./database";
import { startPostgres } from "./postgres";

/** Before all specs: one real PostgreSQL and one production build. Each worker starts a server of its own with them. */
export default async function prepare() {
  const postgres = await startPostgres();
  await createTemplate(postgres.url);
  process.env.TEST_POSTGRES_URL = postgres.url;
  buildOnce();
  return () => postgres.remove();
}

import type { Pool } from "pg";

/** The id of the guest of that number, as long as a real one. */
export const idOf = (prefix: string, number: number) => `${prefix}-${String(number).padStart(22, "0")}`;

/** The secret of its session, as long as a real one. */
export const tokenOf = (prefix: string, number: number) => idOf(prefix, number).padEnd(43, "0");

/** The id in SQL. */
const id = (prefix: string, number: string) => `${prefix} || '-' || lpad(${number}::text, 22, '0')`;

/** Guests with a session each, whose ids and secrets are told by their number, from 0. Their last activity is now. */
export async function insertGuests(pool: Pool, prefix: string, count: number): Promise<void> {
  await pool.query(
    `WITH u AS (
       INSERT INTO users (id, is_anonymous) SELECT ${id("$1", "n")}, true FROM generate_series(0, $2::int - 1) AS n RETURNING id
     )
     INSERT INTO sessions (id, token_hash, user_id, expires_at)
     SELECT 'ses_' || id, encode(sha256(convert_to(rpad(id, 43, '0'), 'UTF8')), 'hex'), id, now() + interval '7 days' FROM u`,
    [prefix, count],
  );
}

/** Inserts such guests, each a member of so many organizations. */
export async function insertJoiners(
  pool: Pool,
  prefix: string,
  count: number,
  joined: number,
): Promise<void> {
  await insertGuests(pool, prefix, count);
  await pool.query(
    `INSERT INTO organizations (id, name) SELECT 'org_' || n, 'Bench' FROM generate_series(1, $1::int) AS n
     ON CONFLICT DO NOTHING`,
    [joined],
  );
  await pool.query(
    `INSERT INTO memberships (organization_id, user_id)
     SELECT 'org_' || o, ${id("$1", "u")} FROM generate_series(0, $2::int - 1) AS u, generate_series(1, $3::int) AS o`,
    [prefix, count, joined],
  );
  await pool.query("ANALYZE");
}

/**
 * Very many users of the last hundred days, in the order in which they came, with a session and an event each; every
 * twentieth is registered, with a name and an address.
 */
export async function insertMany(pool: Pool, count: number): Promise<void> {
  const size = 250_000;
  const client = await pool.connect();
  // Looked up for nothing here, and made faster at once than row by row.
  await client.query("SET session_replication_role = replica");
  const { rows: indexes } = await client.query<{ name: string; text: string }>(
    `SELECT indexname AS name, indexdef AS text FROM pg_indexes
     WHERE tablename IN ('users', 'sessions', 'audit_events') AND indexname NOT LIKE '%_pkey'`,
  );
  for (const { name } of indexes) await client.query(`DROP INDEX ${name}`);
  for (let first = 0; first < count; first += size) {
    await client.query(
      `WITH n AS (
         SELECT n, now() - interval '100 days' * (1 - n / $3::float8) AS at, n % 20 = 0 AS is_registered
         FROM generate_series($1::int, least($1::int + $2::int, $3::int) - 1) AS n
       ), u AS (
         INSERT INTO users (id, is_anonymous, email, email_verified_at, name, created_at, updated_at, last_active_at)
         SELECT ${id("'many'", "n")}, NOT is_registered, CASE WHEN is_registered THEN 'member' || n || '@example.com' END,
           CASE WHEN is_registered THEN at END, CASE WHEN is_registered THEN 'Member Number' || n END, at, at, at + (now() - at) * random()
         FROM n RETURNING id, is_anonymous, created_at
       ), a AS (
         INSERT INTO audit_events (id, type, user_id, actor, details, created_at)
         SELECT 'aud_' || id, 'user.created', id, id, '{"method": "anonymous"}'::jsonb, created_at FROM u
         UNION ALL
         SELECT 'upg_' || id, 'user.upgraded', id, id, '{"method": "password"}'::jsonb, created_at + interval '1 hour' FROM u
         WHERE NOT is_anonymous
       )
       INSERT INTO sessions (id, token_hash, user_id, expires_at, created_at)
       SELECT 'ses_' || id, encode(sha256(convert_to(rpad(id, 43, '0'), 'UTF8')), 'hex'), id, now() + interval '7 days', created_at FROM u`,
      [first, size, count],
    );
  }
  for (const { text } of indexes) await client.query(text);
  client.release(true);
  await pool.query("VACUUM ANALYZE");
}

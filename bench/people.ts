import type { Pool } from "pg";

/** The secret of the session of the guest of that number, as `insertGuests` makes it. */
export const tokenOf = (prefix: string, number: number) => `${prefix}-${number}`;

/** Guests with a session each, whose ids and secrets are told by their number, from 0. Their last activity is now. */
export async function insertGuests(pool: Pool, prefix: string, count: number): Promise<void> {
  await pool.query(
    `WITH u AS (
       INSERT INTO users (id, is_anonymous) SELECT $1 || '-' || n, true FROM generate_series(0, $2::int - 1) AS n RETURNING id
     )
     INSERT INTO sessions (id, token_hash, user_id, expires_at)
     SELECT 'ses_' || id, encode(sha256(convert_to(id, 'UTF8')), 'hex'), id, now() + interval '7 days' FROM u`,
    [prefix, count],
  );
}

/** The same, each a member of so many organizations. */
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
     SELECT 'org_' || o, $1 || '-' || u FROM generate_series(0, $2::int - 1) AS u, generate_series(1, $3::int) AS o`,
    [prefix, count, joined],
  );
}

import type { Pool } from "pg";
import { durations, once, target } from "../load";
import { idOf, insertGuests, insertJoiners, tokenOf } from "./people";
import type { Row } from "./row";

const joined = 1_000;

export const merge: Row = {
  name: "merge",
  async measure({ app, ceiling }, { rounds }) {
    for (const { pool } of [app, ceiling]) await insertLeavers(pool, rounds + 1);
    const ours = target(`${app.url}/api/auth/merge`, "POST", (number) => ({
      headers: { authorization: `Bearer ${tokenOf("account", number)}` },
      body: { decision: "merge" },
    }));
    const bare = target(`${ceiling.url}/merge`, "POST", (number) => ({
      body: { from: idOf("leaver", number), to: idOf("account", number) },
    }));
    return [
      {
        what: `time for ${joined.toLocaleString("en")} owned rows, of a bare UPDATE of them`,
        value: await durations(
          rounds,
          () => once(ours),
          () => once(bare),
        ),
        target: { atMost: 1.5 },
      },
    ];
  },
};

/** Guests who own something, each left behind by an account that may still bring it along. */
async function insertLeavers(pool: Pool, count: number): Promise<void> {
  await insertJoiners(pool, "leaver", count, joined);
  await insertGuests(pool, "account", count);
  await pool.query(
    `UPDATE users SET is_anonymous = false, email = id || '@example.com', email_verified_at = now()
     WHERE id LIKE 'account-%'`,
  );
  await pool.query(
    `UPDATE sessions SET guest_id = replace(user_id, 'account', 'leaver'), guest_until = now() + interval '1 day'
     WHERE user_id LIKE 'account-%'`,
  );
}

import { readFileSync } from "node:fs";
import type { Pool } from "pg";
import { quantile, target, trickle } from "../load";
import type { Side } from "../site";
import { insertGuests, insertJoiners, tokenOf } from "./people";
import type { Row } from "./row";

const stale = 200_000;
const joined = 5;

/** Seconds; a guest who was here longer ago is stale. */
const maxAge = 3_600;

/** Reads of a session in a second, beside the cleanup. */
const beside = 40;

const secret = "a secret of the bench, known to everybody";

export const cleanup: Row = {
  name: "cleanup",
  isHeavy: true,
  async measure({ another }) {
    const app = await another({ CRON_SECRET: secret });
    // A database as fresh: in one where other rows were measured, the same DELETE takes longer.
    const bare = await another();
    for (const { pool } of [app, bare]) await insertStale(pool);
    await app.pool.query("INSERT INTO settings (id, value) VALUES (1, $1)", [
      JSON.stringify({ authMethods: { anonymous: { maxAge } } }),
    ]);
    const reads = await quietReads(app);
    const began = performance.now();
    await bare.pool.query("DELETE FROM users WHERE id LIKE 'stale-%'");
    const giant = performance.now() - began;
    const memory = memoryOf(app.pid);
    await app.pool.query("SELECT pg_stat_statements_reset()");
    const { took, times, peak } = await cleanUpAll(app);
    const { rows } = await app.pool.query<{ longest: number }>(
      "SELECT max(max_exec_time) AS longest FROM pg_stat_statements WHERE query !~ 'pg_stat_statements'",
    );
    return [
      {
        what: `time for ${stale.toLocaleString("en")} guests, of one cascading DELETE`,
        value: took / giant,
        target: { atMost: 1.6 },
      },
      { what: "longest statement", value: rows[0]?.longest ?? 0, unit: "ms", target: { atMost: 100 } },
      {
        what: "p99 of reads beside it, of reads alone",
        value: p99(times) / p99(reads),
        target: { atMost: 2 },
      },
      { what: "memory at its peak above before", value: (peak - memory) / 1024, unit: "MiB", target: null },
    ];
  },
};

async function insertStale(pool: Pool): Promise<void> {
  await insertJoiners(pool, "stale", stale, joined);
  await pool.query("UPDATE users SET last_active_at = now() - interval '2 hours'");
  await pool.query(
    `INSERT INTO audit_events (id, type, user_id, actor) SELECT 'aud_' || id, 'user.created', id, id FROM users`,
  );
  await insertGuests(pool, "live", 100);
  await pool.query("VACUUM ANALYZE");
}

function readsOf(app: Side) {
  return target(`${app.url}/api/auth/get-session`, "GET", (number) => ({
    headers: { authorization: `Bearer ${tokenOf("live", number % 100)}` },
  }));
}

async function quietReads(app: Side): Promise<number[]> {
  await trickle(readsOf(app), 3, beside);
  return (await trickle(readsOf(app), 20, beside)).times;
}

/** Calls the scheduler's door until nobody is left, with reads beside it. */
async function cleanUpAll(app: Side): Promise<{ took: number; times: number[]; peak: number }> {
  let peak = 0;
  let isOver = false;
  const times: number[] = [];
  const reading = (async () => {
    while (!isOver) {
      times.push(...(await trickle(readsOf(app), 5, beside)).times);
      peak = Math.max(peak, memoryOf(app.pid));
    }
  })();
  let took = 0;
  for (let remaining = stale; remaining > 0; ) {
    const began = performance.now();
    const answer = await fetch(`${app.url}/api/cron/cleanup`, {
      headers: { authorization: `Bearer ${secret}` },
    });
    const { data } = await answer.json();
    took += performance.now() - began;
    remaining = data.remaining;
  }
  isOver = true;
  await reading;
  return { took, times, peak };
}

function p99(times: number[]): number {
  return quantile(
    [...times].sort((a, b) => a - b),
    0.99,
  );
}

/** What the process keeps in memory now (KiB). */
function memoryOf(pid: number): number {
  return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1]);
}

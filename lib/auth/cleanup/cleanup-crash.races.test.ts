import { spawn } from "node:child_process";
import { once } from "node:events";
import { Client } from "pg";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { adminContextWith, newGuest, newUser } from "@/lib/auth/core/testing";
import { saveConfig } from "@/lib/auth/settings/settings";
import { type RealDatabase, realDatabase } from "@/lib/testing/real-database";

const guests = 1_000;
/** At which guest, in the order in which they go, a run is killed: at the first, amid batches, near the end. */
const crashes = [1, 750, 990];

let real: RealDatabase;

beforeAll(async () => {
  real = await realDatabase();
  await saveConfig(adminContextWith(real.db), { authMethods: { anonymous: { maxAge: 3_600 } } });
});

afterAll(async () => {
  expect(await real.brokenInvariants()).toEqual({});
  await real.close();
});

const killed = "the cleanup that is killed";

/** `npm run cleanup`, in a process of its own. */
function startCleanup(name: string) {
  const url = new URL(real.url);
  url.searchParams.set("application_name", name);
  const child = spawn(process.execPath, ["--import", "tsx", "scripts/cleanup.ts"], {
    env: { PATH: process.env.PATH, NODE_ENV: "test", DATABASE_URL: url.href },
    stdio: "ignore",
  });
  return { child, ended: once(child, "exit") };
}

/** Holds on to the note of this guest while `work` is done. */
async function whileNoteIsLocked(owner: string | undefined, work: () => Promise<void>) {
  const client = new Client({ connectionString: real.url });
  await client.connect();
  await client.query("BEGIN");
  await client.query("SELECT FROM test_notes WHERE user_id = $1 FOR UPDATE", [owner]);
  await work();
  await client.end();
}

const count = async (text: string, values: unknown[] = []) =>
  (await real.query<{ count: number }>(`SELECT count(*)::int AS count FROM ${text}`, values))[0]?.count;

const connectionsOf = (name: string, where = "true") =>
  count(`pg_stat_activity WHERE application_name = $1 AND ${where}`, [name]);

test("a cleanup that is killed amid a batch removes whole guests, and the next run goes on where it stopped", async () => {
  const stale: string[] = [];
  for (let n = 0; n < guests; n++) stale.push((await newGuest(real.db)).user.id);
  const [fresh, member] = [await newGuest(real.db), await newUser(real.db, "member@example.com")];
  // Each away for a second less than the one before, with a note of their own.
  await real.query(
    `UPDATE users SET last_active_at = now() - interval '2 hours' + n * interval '1 second'
      FROM unnest($1::text[]) WITH ORDINALITY AS ordered (id, n) WHERE users.id = ordered.id`,
    [stale],
  );
  await real.query(
    `INSERT INTO test_notes (id, user_id, text) SELECT 'note_' || guest, guest, 'Everybody' FROM unnest($1::text[]) AS guest`,
    [stale],
  );

  for (const crash of crashes) {
    // The run waits for this row, so that it is killed where we want it, having locked its batch.
    await whileNoteIsLocked(stale[crash - 1], async () => {
      const { child, ended } = startCleanup(killed);
      await vi.waitFor(async () => expect(await connectionsOf(killed, "wait_event_type = 'Lock'")).toBe(1), {
        timeout: 90_000,
        interval: 20,
      });
      child.kill("SIGKILL");
      await ended;
    });
    await vi.waitFor(async () => expect(await connectionsOf(killed)).toBe(0), {
      timeout: 90_000,
      interval: 20,
    });
    const wholeBatches = Math.floor((crash - 1) / 500) * 500;
    expect(await count("users WHERE id = ANY ($1)", [stale])).toBe(guests - wholeBatches);
    expect(await count("sessions WHERE user_id = ANY ($1)", [stale])).toBe(guests - wholeBatches);
    expect(await count("test_notes WHERE user_id = ANY ($1)", [stale])).toBe(guests - wholeBatches);
    expect(await count("audit_events WHERE type = 'user.deleted'")).toBe(wholeBatches);
  }

  const { ended } = startCleanup("the next cleanup");
  expect((await ended)[0]).toBe(0);
  expect(await count("users WHERE id = ANY ($1)", [stale])).toBe(0);
  expect(await count("users WHERE id IN ($1, $2)", [fresh.user.id, member.user.id])).toBe(2);
  const twice =
    "(SELECT user_id FROM audit_events WHERE type = 'user.deleted' GROUP BY 1 HAVING count(*) > 1) AS e";
  expect(await count(twice)).toBe(0);
  expect(await count("audit_events WHERE type = 'user.deleted' AND user_id = ANY ($1)", [stale])).toBe(
    guests,
  );
  const runs = await real.query(
    "SELECT deleted, finished_at IS NOT NULL AS finished FROM cleanup_runs ORDER BY id",
  );
  expect(runs).toEqual([
    { deleted: 0, finished: false },
    { deleted: 500, finished: false },
    { deleted: 0, finished: false },
    { deleted: 500, finished: true },
  ]);
});

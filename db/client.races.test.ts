import { setTimeout as sleep } from "node:timers/promises";
import { sql } from "drizzle-orm";
import { afterEach, beforeEach, expect, inject, onTestFinished, test } from "vitest";
import { createDatabase } from "@/lib/testing/database";
import { type FaultProxy, startFaultProxy } from "@/lib/testing/fault-proxy";
import { openNeonDoors } from "@/lib/testing/neon";
import { realDatabase } from "@/lib/testing/real-database";
import { type Db, openNeon, openPostgres } from "./client";
import { isOutage } from "./failure";
import { inTransaction } from "./transaction";

const backendOf = async (db: Db) =>
  db.select({ pid: sql<number>`pg_backend_pid()` }).from(sql`(SELECT 1) AS one`);

/** As many connections as a pool has, and one more. */
const elevenTimes = Array.from({ length: 11 });

let wire: FaultProxy;
beforeEach(async () => {
  wire = await startFaultProxy(Number(new URL(inject("postgresUrl")).port));
});
afterEach(() => wire.stop());

/** A database behind the wire, through this run's driver. */
async function databaseBehindWire() {
  const url = new URL(await createDatabase(inject("postgresUrl")));
  url.port = String(wire.port);
  const neon = process.env.TEST_DRIVER === "neon" ? await openNeonDoors(wire.port) : null;
  const connection = neon ? await openNeon(url.href) : await openPostgres(url.href);
  onTestFinished(async () => {
    await connection.close();
    await neon?.stop();
  });
  return connection.db;
}

test("a connection that breaks between two statements fails its transaction, and the process goes on", async () => {
  const real = await realDatabase();
  const broken = inTransaction(real.db, async (tx) => {
    const [backend] = await backendOf(tx);
    await real.query("SELECT pg_terminate_backend($1)", [backend?.pid]);
    await sleep(200);
    await backendOf(tx);
  });
  await expect(broken).rejects.toThrow();
  expect(await backendOf(real.db)).toHaveLength(1);
  await real.close();
});

test.each(["begin", "commit", "rollback"])(
  "transactions whose %s breaks the connection leave the pool as many as it had",
  async (last) => {
    const db = await databaseBehindWire();
    const work = async () => {
      if (last === "rollback") throw new Error("changed my mind");
    };
    wire.cutAt(last);
    for (const _ of elevenTimes) await expect(inTransaction(db, work)).rejects.toThrow();
    await wire.behave("pass");
    await Promise.all(elevenTimes.map(() => inTransaction(db, (tx) => backendOf(tx))));
  },
);

test.each(["refuse", "hang", "rubbish", "cut"] as const)(
  "a database that would %s is an outage, and over once it is back",
  async (how) => {
    const db = await databaseBehindWire();
    const asTransaction = () => inTransaction(db, (tx) => backendOf(tx));
    const asStatement = () => backendOf(db);
    await Promise.all([asTransaction(), asStatement()]);
    await wire.behave(how);
    const asked = [asTransaction, asStatement, asTransaction, asStatement].map((ask) => ask());
    for (const answer of await Promise.allSettled(asked)) {
      expect(answer.status === "rejected" && isOutage(answer.reason), JSON.stringify(answer)).toBe(true);
    }
    await wire.behave("pass");
    await expect.poll(() => asStatement().catch(() => [])).toHaveLength(1);
    await expect.poll(() => asTransaction().catch(() => [])).toHaveLength(1);
  },
);

test.skipIf(process.env.TEST_DRIVER === "neon")(
  "connections that died unseen while they were idle cost one slow answer together, and no wrong one",
  async () => {
    const db = await databaseBehindWire();
    const write = () => inTransaction(db, (tx) => backendOf(tx));
    await Promise.all(elevenTimes.map(write));
    await sleep(2_100);
    wire.silence();
    const slow: number[] = [];
    for (let request = 0; request < 39; request++) {
      const began = performance.now();
      await (request % 2 === 0 ? write() : backendOf(db));
      if (performance.now() - began > 500) slow.push(request);
    }
    expect(slow).toEqual([0]);
  },
);

test.skipIf(process.env.TEST_DRIVER === "neon")(
  "connections that die unseen in the middle of work: a read is sent again, and others wait for nobody",
  async () => {
    const db = await databaseBehindWire();
    await Promise.all(elevenTimes.map(() => backendOf(db)));
    wire.silence();
    const first = backendOf(db);
    await sleep(2_100);
    expect(await backendOf(db)).toHaveLength(1);
    expect(await first).toHaveLength(1);
    const began = performance.now();
    for (let request = 0; request < 20; request++) await inTransaction(db, (tx) => backendOf(tx));
    expect(performance.now() - began).toBeLessThan(900);
  },
);

test.skipIf(process.env.TEST_DRIVER === "neon")(
  "a read whose server process ends under it is sent again; a write is not, as nobody knows what became of it",
  async () => {
    const real = await realDatabase();
    onTestFinished(real.close);
    const asked = async (text: string) => real.db.execute(sql.raw(text));
    const endIt = async (marked: string) => {
      await expect
        .poll(() =>
          real.query(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query LIKE $1 AND pid <> pg_backend_pid() AND state = 'active'",
            [`%${marked}%`],
          ),
        )
        .toHaveLength(1);
    };
    const read = asked("SELECT pg_sleep(2) AS slept_for_read");
    await endIt("slept_for_read");
    expect(await read).toMatchObject({ rows: [{}] });
    const write = asked(
      "INSERT INTO rate_limits SELECT 'slept_for_write', '{}', pg_sleep(2)::text, now()",
    ).catch((error) => error);
    await endIt("slept_for_write");
    expect(isOutage(await write)).toBe(true);
  },
);

import { setTimeout as sleep } from "node:timers/promises";
import { sql } from "drizzle-orm";
import { afterEach, beforeEach, expect, inject, onTestFinished, test } from "vitest";
import { createDatabase } from "@/e2e/support/database";
import { type FaultProxy, startFaultProxy } from "@/e2e/support/fault-proxy";
import { openNeonDoors } from "@/e2e/support/neon";
import { realDatabase } from "@/e2e/support/real-database";
import { openNeon, openPostgres } from "./client";
import { isOutage } from "./failure";
import { statement } from "./statement";
import { inTransaction } from "./transaction";

const backendOf = statement<{ pid: number }>("backend", sql`SELECT pg_backend_pid() AS pid`);

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
    const [backend] = await backendOf(tx, {});
    await real.query("SELECT pg_terminate_backend($1)", [backend?.pid]);
    await sleep(200);
    await backendOf(tx, {});
  });
  await expect(broken).rejects.toThrow();
  expect(await backendOf(real.db, {})).toHaveLength(1);
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
    await Promise.all(elevenTimes.map(() => inTransaction(db, (tx) => backendOf(tx, {}))));
  },
);

test.each(["refuse", "hang", "rubbish", "cut"] as const)(
  "a database that would %s is an outage, and over once it is back",
  async (how) => {
    const db = await databaseBehindWire();
    const asTransaction = () => inTransaction(db, (tx) => backendOf(tx, {}));
    const asStatement = () => backendOf(db, {});
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

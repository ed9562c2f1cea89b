import { sql } from "drizzle-orm";
import { beforeEach, expect, test } from "vitest";
import type { Db } from "@/db/client";
import { testDatabase } from "@/db/testing";
import { deliverOutbox, keptMail } from "./outbox";
import { newMember, rows } from "./testing";

let db: Db;

beforeEach(async () => {
  db = await testDatabase();
});

test("a mail that has failed for years does not hold up the others", async () => {
  await newMember(db, "nobody@example.com");
  await rows(db, sql`UPDATE mail_outbox SET attempts = 20000`);
  await newMember(db, "jane@example.com");
  const sent: string[] = [];
  await deliverOutbox(
    db,
    () => new Date(),
    async ({ recipient }) => {
      if (recipient === "nobody@example.com") throw new Error("no such mailbox");
      sent.push(recipient);
    },
  );
  expect(sent).toEqual(["jane@example.com"]);
  expect(await keptMail(db)).toHaveLength(2);
});

test("a mail is given up three days after it was written", async () => {
  await newMember(db, "jane@example.com");
  const sent: string[] = [];
  const deliver = (hours: number) =>
    deliverOutbox(
      db,
      () => new Date(Date.now() + hours * 3_600_000),
      async ({ recipient }) => void sent.push(recipient),
    );
  await deliver(73);
  expect(sent).toEqual([]);
  await deliver(71);
  expect(sent).toEqual(["jane@example.com"]);
});

import { sql } from "drizzle-orm";
import { beforeEach, expect, test } from "vitest";
import type { Db } from "@/db/client";
import { newUser, rows } from "@/lib/auth/core/testing";
import { testDatabase } from "@/lib/testing/test-database";
import { deliverOutbox, latestMail } from "./outbox";

let db: Db;

beforeEach(async () => {
  db = await testDatabase();
});

test("an email that has failed for years does not hold up the others", async () => {
  await newUser(db, "nobody@example.com");
  await rows(db, sql`UPDATE mail_outbox SET attempts = 20000`);
  await newUser(db, "jane@example.com");
  const sent: string[] = [];
  await deliverOutbox(
    db,
    () => new Date(),
    async ({ recipient }) => {
      if (recipient === "nobody@example.com") throw new Error("no such mailbox");
      sent.push(recipient);
      return null;
    },
  );
  expect(sent).toEqual(["jane@example.com"]);
  expect(await latestMail(db)).toHaveLength(2);
});

test("an email is given up three days after it was written", async () => {
  await newUser(db, "jane@example.com");
  const sent: string[] = [];
  const deliver = (hours: number) =>
    deliverOutbox(
      db,
      () => new Date(Date.now() + hours * 3_600_000),
      async ({ recipient }) => {
        sent.push(recipient);
        return null;
      },
    );
  await deliver(73);
  expect(sent).toEqual([]);
  await deliver(71);
  expect(sent).toEqual(["jane@example.com"]);
});

test("an email whose recipient is refused for good is not tried again, and says why it was given up", async () => {
  await newUser(db, "jane@example.com");
  let tries = 0;
  const deliver = (hours: number) =>
    deliverOutbox(
      db,
      () => new Date(Date.now() + hours * 3_600_000),
      async () => {
        tries++;
        return "550";
      },
    );
  await deliver(0.1);
  await deliver(24);
  expect(tries).toBe(1);
  expect(await latestMail(db)).toMatchObject([{ refusal: "550", sentAt: null }]);
});

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

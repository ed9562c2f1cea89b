import { afterAll, beforeAll, expect, test } from "vitest";
import { contextWith, lastToken, newUser, unwrap } from "@/lib/auth/core/testing";
import { verifyEmail } from "@/lib/auth/email/verify-email";
import { type RealDatabase, realDatabase } from "@/lib/testing/real-database";
import { addCards, card, now } from "../testing";
import { queueDueCardMails } from "./card-mail";
import { startCard } from "./cards";
import { deliverCard } from "./delivery";

const opensAt = new Date("2030-12-10T00:00:00Z");

let real: RealDatabase;
beforeAll(async () => {
  real = await realDatabase();
});
afterAll(async () => {
  expect(await real.brokenInvariants()).toEqual({});
  await real.close();
});

async function verifiedUser() {
  const { user, token: session } = await newUser(real.db, `${crypto.randomUUID()}@example.com`);
  const token = await lastToken(real.db, "verify-email");
  unwrap(await verifyEmail(contextWith(real.db, session), { token }));
  return { db: real.db, now, userId: user.id };
}

const queued = () =>
  real.query<{ recipient: string; count: number }>(
    "SELECT recipient, count(*)::int FROM mail_outbox WHERE kind = 'product' GROUP BY recipient",
  );

test("however many processes look for what is due at once, each card is emailed once", async () => {
  const who = await verifiedUser();
  await addCards(real.db, who.userId, 8);
  const ids = await real.query<{ id: string }>("UPDATE cards SET day = '2030-12-10' RETURNING id");
  for (const [n, { id: cardId }] of ids.entries())
    unwrap(await deliverCard(who, { cardId, when: "day", email: `ada${n}@example.com` }));
  const runs = Array.from({ length: 5 }, () =>
    queueDueCardMails(
      real.db,
      () => opensAt,
      () => true,
    ),
  );
  const counts = await Promise.all(runs);
  expect(counts.reduce((sum, count) => sum + count)).toBe(8);
  const mails = await queued();
  expect(mails).toHaveLength(8);
  for (const { count } of mails) expect(count).toBe(1);
  await real.query("DELETE FROM mail_outbox");
});

test("the same delivery many times at once sends one email", async () => {
  const who = await verifiedUser();
  const { id: cardId } = unwrap(await startCard(who, card));
  const asked = { cardId, when: "now", email: "ada@example.com" } as const;
  for (const result of await Promise.all(Array.from({ length: 8 }, () => deliverCard(who, asked))))
    unwrap(result);
  expect(await queued()).toEqual([{ recipient: "ada@example.com", count: 1 }]);
});

test("what dies in the middle has neither marked the card nor written its email", async () => {
  const who = await verifiedUser();
  await real.query("DELETE FROM mail_outbox");
  const { id: cardId } = unwrap(await startCard(who, { ...card, day: "2030-12-10" }));
  unwrap(await deliverCard(who, { cardId, when: "day", email: "grace@example.com" }));
  await real.query("ALTER TABLE mail_outbox ADD CONSTRAINT full_disk CHECK (kind <> 'product')");
  const run = () =>
    queueDueCardMails(
      real.db,
      () => opensAt,
      () => true,
    );
  await expect(run()).rejects.toThrow();
  expect(await real.query("SELECT id FROM card_mails WHERE queued_at IS NULL")).toHaveLength(1);
  await real.query("ALTER TABLE mail_outbox DROP CONSTRAINT full_disk");
  expect(await run()).toBe(1);
  expect(await queued()).toEqual([{ recipient: "grace@example.com", count: 1 }]);
});

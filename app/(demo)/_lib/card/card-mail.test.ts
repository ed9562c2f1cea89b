import { eq, sql } from "drizzle-orm";
import { beforeEach, expect, test } from "vitest";
import type { Db } from "@/db/client";
import { cardMails, cards, mailOutbox, users } from "@/db/schema";
import { mailPerAddress } from "@/lib/api/auth";
import { countRows, newGuest, newUser, unwrap } from "@/lib/auth/core/testing";
import { addSeconds } from "@/lib/auth/core/users";
import { productMail } from "@/lib/features/mails";
import { writeProductMail } from "@/lib/server/mail/mail-text";
import { testDatabase } from "@/lib/testing/test-database";
import { quotaOf } from "../permissions";
import { addCards, card, now } from "../testing";
import { linkSecret } from "./card-link";
import { purgeCardMails, queueDueCardMails, withoutLinks } from "./card-mail";
import { changeCard, deleteCard, startCard } from "./cards";
import { deliverCard, deliveredCard, deliveryOf, withdrawDelivery } from "./delivery";

let db: Db;
beforeEach(async () => {
  db = await testDatabase();
});

const email = "ada@example.com";
const day = "2030-12-10";
const opensAt = new Date("2030-12-10T00:00:00Z");

/** A registered user, whose email is verified where `isVerified`, with a card for `day`. */
async function sender({ isVerified = true, day }: { isVerified?: boolean; day?: string } = {}) {
  const { user } = await newUser(db, "jane@example.com");
  const emailVerifiedAt = isVerified ? now : null;
  await db.update(users).set({ emailVerifiedAt, name: "Jane" }).where(eq(users.id, user.id));
  const who = { db, now, userId: user.id };
  const { id: cardId } = unwrap(await startCard(who, { ...card, day: day ?? null }));
  return { who, cardId };
}

const mails = () => db.select().from(mailOutbox).where(eq(mailOutbox.kind, "product"));
const runAt = (time: Date) =>
  queueDueCardMails(
    db,
    () => time,
    () => true,
  );

async function written() {
  const [mail] = await mails();
  const words = await productMail(db, mail?.tokenId ?? "");
  return words && writeProductMail(words);
}

test("a card that is delivered at once is emailed in the same transaction, once, with one link that opens it", async () => {
  const { who, cardId } = await sender();
  for (let n = 0; n < 2; n++) unwrap(await deliverCard(who, { cardId, when: "now", email }));
  expect(await runAt(addSeconds(now, 60))).toBe(0);
  const delivery = await deliveryOf(db, cardId);
  expect(delivery).toMatchObject({ mail: { recipient: email, queuedAt: now } });
  expect(await mails()).toMatchObject([{ recipient: email, tokenId: delivery?.id, sentAt: null }]);
  const message = await written();
  expect(message?.subject).toBe("Jane sent you a card");
  const secret = linkSecret(delivery?.id ?? "");
  for (const body of [message?.text ?? "", message?.html ?? ""]) {
    expect(body).toContain("Jane (jane@example.com)");
    expect(body).toContain(card.title);
    const links = body.match(/https?:\/\/[^\s"<]+/g) ?? [];
    expect(links).toHaveLength(1);
    expect(new URL(links[0] ?? "").pathname).toBe("/open");
    expect(new URL(links[0] ?? "").searchParams.get("token")).toBe(secret);
  }
  expect(await deliveredCard(db, secret, now)).not.toBeNull();
});

test("a card for a day is emailed on that day and not before, once, however many runs there are", async () => {
  const { who, cardId } = await sender({ day });
  unwrap(await deliverCard(who, { cardId, when: "day", email }));
  expect(await runAt(addSeconds(opensAt, -1))).toBe(0);
  expect(await mails()).toEqual([]);
  expect(await runAt(opensAt)).toBe(1);
  expect(await runAt(addSeconds(opensAt, 3600))).toBe(0);
  expect(await mails()).toMatchObject([{ recipient: email, createdAt: opensAt }]);
  expect(await deliveryOf(db, cardId)).toMatchObject({ mail: { queuedAt: opensAt } });
});

test("a delivery that is turned off or replaced before its day emails nothing of the old link", async () => {
  const { who, cardId } = await sender({ day });
  unwrap(await deliverCard(who, { cardId, when: "day", email }));
  unwrap(await withdrawDelivery(who, { cardId }));
  expect(await runAt(opensAt)).toBe(0);
  unwrap(await deliverCard(who, { cardId, when: "day", email }));
  unwrap(await deliverCard(who, { cardId, when: "day", email: "grace@example.com" }));
  expect(await runAt(opensAt)).toBe(1);
  expect(await mails()).toMatchObject([{ recipient: "grace@example.com" }]);
});

test("an email that waits has nothing to tell once its card is gone", async () => {
  const { who, cardId } = await sender();
  unwrap(await deliverCard(who, { cardId, when: "now", email }));
  expect(await written()).not.toBeNull();
  unwrap(await deleteCard(who, { cardId }));
  expect(await written()).toBeNull();
});

test("a guest, and a user whose own email is not verified, have nobody emailed, and still get a link to send", async () => {
  const guest = { db, now, userId: (await newGuest(db)).user.id };
  const { id: guestCard } = unwrap(await startCard(guest, card));
  const unverified = await sender({ isVerified: false });
  for (const { who, cardId, refusal } of [
    { who: guest, cardId: guestCard, refusal: { code: "FULL_ACCOUNT_REQUIRED" } },
    {
      ...unverified,
      refusal: {
        code: "VALIDATION_FAILED",
        details: { fields: { email: "Confirm your own email address first." } },
      },
    },
  ]) {
    expect(await deliverCard(who, { cardId, when: "now", email })).toMatchObject(refusal);
    expect(await deliveryOf(db, cardId)).toBeNull();
    unwrap(await deliverCard(who, { cardId, when: "now", email: null }));
    expect(await deliveryOf(db, cardId)).toMatchObject({ mail: null });
  }
  expect(await mails()).toEqual([]);
});

test("a user has so many emails sent in a day as the table says, also where what they carried is gone, and more tomorrow", async () => {
  const { who, cardId } = await sender();
  const quota = quotaOf({ isAnonymous: false, role: "user" }, "card.mail") ?? 0;
  for (let n = 0; n < quota; n++) {
    unwrap(await deliverCard(who, { cardId, when: "now", email: `ada${n}@example.com` }));
    unwrap(await withdrawDelivery(who, { cardId }));
  }
  const refused = { cardId, when: "now", email } as const;
  expect(await deliverCard(who, refused)).toEqual({ ok: false, code: "FORBIDDEN" });
  await purgeCardMails(db, now, () => true);
  expect(await countRows(db, "card_mails")).toBe(quota);
  const tomorrow = addSeconds(now, 24 * 60 * 60 + 1);
  unwrap(await deliverCard({ ...who, now: tomorrow }, refused));
  await purgeCardMails(db, tomorrow, () => true);
  expect(await countRows(db, "card_mails")).toBe(1);
});

test("over the limit of an address the delivery succeeds, and its email waits until there is room", async () => {
  const { who } = await sender();
  await addCards(db, who.userId, mailPerAddress.max);
  for (const { id: cardId } of await db.select({ id: cards.id }).from(cards))
    unwrap(await deliverCard(who, { cardId, when: "now", email }));
  expect(await mails()).toHaveLength(mailPerAddress.max);
  const waiting = sql`queued_at IS NULL`;
  expect(await countRows(db, "card_mails", waiting)).toBe(1);
  expect(await runAt(addSeconds(now, mailPerAddress.windowSeconds - 1))).toBe(0);
  expect(await runAt(addSeconds(now, mailPerAddress.windowSeconds))).toBe(1);
  expect(await countRows(db, "card_mails", waiting)).toBe(0);
});

test("the day of a card may change after it was delivered: the email keeps to the day that the link opens", async () => {
  const { who, cardId } = await sender({ day });
  unwrap(await deliverCard(who, { cardId, when: "day", email }));
  unwrap(await changeCard(who, { ...card, cardId, day: "2031-01-01" }));
  expect(await runAt(opensAt)).toBe(1);
  expect(await db.select({ dueAt: cardMails.dueAt }).from(cardMails)).toEqual([{ dueAt: opensAt }]);
});

test("what a person typed brings no link into an email, and no element", async () => {
  expect(withoutLinks("Happy birthday, Ada. 10.12. at 12:30")).toBe("Happy birthday, Ada. 10.12. at 12:30");
  for (const link of [
    "https://evil.example/x",
    "evil.example",
    "www.evil",
    "evil。example",
    "evil．example",
    "ev\u200bil.\u200bexample",
    "1.2.3.4/x",
    "mailto:a",
    "a@b",
    "tel:123",
  ])
    expect(withoutLinks(`Win ${link} now`)).toBe("Win now");
  const { who, cardId } = await sender();
  await db.update(users).set({ name: "evil.example" }).where(eq(users.id, who.userId));
  unwrap(await changeCard(who, { cardId, ...card, title: "<b>Win</b> at http://evil.example" }));
  unwrap(await deliverCard(who, { cardId, when: "now", email }));
  const message = await written();
  expect(message?.subject).toBe("A card for you");
  expect(`${message?.text}${message?.html}`).not.toContain("evil");
  expect(message?.html).not.toContain("<b>");
  expect(message?.text).toContain("<b>Win</b> at");
});

import { sql } from "drizzle-orm";
import { beforeEach, expect, test } from "vitest";
import type { Db } from "@/db/client";
import { exportAccount } from "@/lib/auth/account/account";
import { cleanUp } from "@/lib/auth/cleanup/cleanup";
import { adminContextWith, contextWith, newGuest, newUser, rows, unwrap } from "@/lib/auth/core/testing";
import { decideMerge } from "@/lib/auth/guest/merge";
import { signIn } from "@/lib/auth/password/sign-in";
import { saveConfig } from "@/lib/auth/settings/settings";
import { testDatabase } from "@/lib/testing/test-database";
import { startCard } from "./card/cards";
import { joinCircle } from "./card/circle";
import { placeOrder } from "./order/orders";
import { signCard } from "./signature/signatures";
import { address, card, fillCart, linkTo, now, written } from "./testing";

const account = { email: "ann@example.com", password: "correct horse battery" };

let db: Db;
beforeEach(async () => {
  db = await testDatabase();
});

const as = (userId: string) => ({ db, userId, now });

/** A card of one user, whose circle another has joined. */
async function sharedCard(ownerId: string, friendId: string) {
  const { id: cardId } = unwrap(await startCard(as(ownerId), card));
  unwrap(await joinCircle(as(friendId), { link: await linkTo(db, cardId) }));
  return cardId;
}

test("a merge brings cards, signatures, circles, prints and orders along, but not a circle or print twice", async () => {
  const host = await newUser(db, "host@example.com");
  const member = await newUser(db, account.email, account.password);
  const guest = await newGuest(db);
  const [both, one] = [
    await sharedCard(host.user.id, guest.user.id),
    await sharedCard(host.user.id, guest.user.id),
  ];
  unwrap(await joinCircle(as(member.user.id), { link: await linkTo(db, both) }));
  for (const { user } of [guest, member]) await fillCart(as(user.id), both, 2);
  unwrap(await placeOrder(as(guest.user.id), address));
  await fillCart(as(guest.user.id), both, 5);
  await fillCart(as(guest.user.id), one, 1);
  unwrap(await signCard(as(guest.user.id), { cardId: one, ...written }));
  unwrap(await startCard(as(guest.user.id), card));

  const arrived = unwrap(await signIn(contextWith(db, guest.token), account));
  const merged = unwrap(await decideMerge(contextWith(db, arrived.session.token), { decision: "merge" }));
  expect(merged.counts).toEqual({ cards: 1, signatures: 1, circles: 1, prints: 1, orders: 1 });
  expect(await rows(db, sql`SELECT user_id, quantity FROM cart_items ORDER BY quantity`)).toEqual([
    { user_id: member.user.id, quantity: 1 },
    { user_id: member.user.id, quantity: 2 },
  ]);
  const exported = unwrap(await exportAccount(contextWith(db, arrived.session.token)));
  expect(exported).toMatchObject({
    cards: [{ ownerId: member.user.id, title: card.title }],
    signatures: [{ userId: member.user.id, message: written.message }],
    orders: [{ userId: member.user.id, status: "open" }],
  });
});

test("a guest whose card others have signed is kept, and one with an open order; a card signed alone keeps nobody", async () => {
  await saveConfig(adminContextWith(db), { authMethods: { anonymous: { maxAge: 3600 } } });
  const friend = await newUser(db, "friend@example.com");
  const [signed, alone, buyer] = [await newGuest(db), await newGuest(db), await newGuest(db)];
  const cardId = await sharedCard(signed.user.id, friend.user.id);
  unwrap(await signCard(as(friend.user.id), { cardId, ...written }));
  const { id: own } = unwrap(await startCard(as(alone.user.id), card));
  unwrap(await signCard(as(alone.user.id), { cardId: own, ...written }));
  const { id: bought } = unwrap(await startCard(as(buyer.user.id), card));
  await fillCart(as(buyer.user.id), bought, 1);
  unwrap(await placeOrder(as(buyer.user.id), address));
  await rows(db, sql`UPDATE users SET last_active_at = now() - interval '2 hours'`);

  const { deleted, kept } = unwrap(await cleanUp(adminContextWith(db), { dryRun: false, limit: null }));
  expect(deleted).toBe(1);
  expect(kept).toHaveLength(2);
  expect(kept).toContainEqual({ userId: signed.user.id, reason: "owns a card that others have signed" });
  expect(kept).toContainEqual({ userId: buyer.user.id, reason: "has an order that is on its way" });
});

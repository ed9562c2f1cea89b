import { expect, test } from "vitest";
import { cardMembers, users } from "@/db/schema";
import { newGuest, newUser, unwrap } from "@/lib/auth/core/testing";
import { testDatabase } from "@/lib/testing/test-database";
import { cardsOf, startCard } from "./card/cards";
import { joinCircle, largestCircle, leaveCircle } from "./card/circle";
import { addToCart, removeFromCart } from "./order/cart";
import { cancelOrder, openOrdersOf, ordersOf, placeOrder, placesOf } from "./order/orders";
import { quotaOf } from "./permissions";
import { fullestCard, signCard } from "./signature/signatures";
import { addCards, address, addSignatures, card, fillCart, linkTo, now, written } from "./testing";

const full = { ok: false, code: "FULL_ACCOUNT_REQUIRED" };
const forbidden = { ok: false, code: "FORBIDDEN" };
const aGuest = { isAnonymous: true, role: "user" } as const;
const aUser = { isAnonymous: false, role: "user" } as const;

test("a guest creates as many cards as a guest may, a registered user many more, but not any number", async () => {
  const db = await testDatabase();
  const [guest, member] = [await newGuest(db), await newUser(db, "jane@example.com")];
  const [guestQuota, userQuota] = [quotaOf(aGuest, "card.create") ?? 0, quotaOf(aUser, "card.create") ?? 0];
  const start = (userId: string) => startCard({ db, userId, now }, card);
  for (let n = 0; n < guestQuota; n++) {
    unwrap(await start(guest.user.id));
    unwrap(await start(member.user.id));
  }
  expect(await start(guest.user.id)).toEqual(full);
  unwrap(await start(member.user.id));
  await addCards(db, member.user.id, userQuota - guestQuota - 1);
  expect(await start(member.user.id)).toEqual(forbidden);
  expect(await start("usr_gone")).toEqual({ ok: false, code: "NO_SESSION" });
});

test("a guest signs as often in a day as a guest may, a registered user more often, and both again tomorrow", async () => {
  const db = await testDatabase();
  const refusals = [
    { user: (await newGuest(db)).user, refusal: full },
    { user: (await newUser(db, "jane@example.com")).user, refusal: forbidden },
  ];
  for (const { user, refusal } of refusals) {
    const who = { db, userId: user.id, now };
    const { id: cardId } = unwrap(await startCard(who, card));
    const { id: other } = unwrap(await startCard(who, card));
    await addSignatures(db, user.id, other, (quotaOf(user, "card.sign") ?? 0) - 1);
    unwrap(await signCard(who, { cardId, ...written }));
    expect(await signCard(who, { cardId, ...written })).toEqual(refusal);
    const tomorrow = { ...who, now: new Date(now.getTime() + 24 * 60 * 60 * 1000) };
    unwrap(await signCard(tomorrow, { cardId, ...written }));
  }
});

test("a guest has one open order, keeps no address and pays nothing by invoice; a registered user does all of it", async () => {
  const db = await testDatabase();
  const buyer = async (user: { id: string }) => {
    const who = { db, userId: user.id, now };
    const { id: cardId } = unwrap(await startCard(who, card));
    const fill = async () => await fillCart(who, cardId, 3);
    await fill();
    return { who, fill };
  };
  const guest = await buyer((await newGuest(db)).user);
  expect(await placeOrder(guest.who, { ...address, saves: true })).toEqual(full);
  expect(await placeOrder(guest.who, { ...address, payment: "account" })).toEqual(full);
  const { id: orderId } = unwrap(await placeOrder(guest.who, address));
  expect(await placeOrder(guest.who, address)).toEqual(full);
  unwrap(await cancelOrder(guest.who, { orderId }));
  expect(await placeOrder(guest.who, address)).toEqual({ ok: false, code: "NOT_FOUND" });
  await guest.fill();
  unwrap(await placeOrder(guest.who, address));
  expect((await ordersOf(db, guest.who.userId)).orders).toMatchObject([
    { status: "open", items: [{ title: card.title, quantity: 3, unitPrice: 450 }] },
    { status: "cancelled" },
  ]);

  const member = await buyer((await newUser(db, "jane@example.com")).user);
  unwrap(await placeOrder(member.who, { ...address, saves: true, payment: "account" }));
  await member.fill();
  unwrap(await placeOrder(member.who, address));
  expect(await placesOf(db, member.who.userId)).toMatchObject([{ street: address.street }]);
});

test("a registered user keeps as many addresses and has as many open orders as the table says", async () => {
  const db = await testDatabase();
  const who = { db, now, userId: (await newUser(db, "jane@example.com")).user.id };
  const { id: cardId } = unwrap(await startCard(who, card));
  const buy = async () => {
    await fillCart(who, cardId, 1);
    return placeOrder(who, { ...address, saves: true });
  };
  for (let n = 0; n < (quotaOf(aUser, "order.place") ?? 0); n++) unwrap(await buy());
  expect(await buy()).toEqual(forbidden);
  const [newest] = await openOrdersOf(db, who.userId);
  unwrap(await cancelOrder(who, { orderId: newest?.id ?? "" }));
  expect(await placesOf(db, who.userId)).toHaveLength(quotaOf(aUser, "address.save") ?? 0);
  expect(await placeOrder(who, { ...address, saves: true })).toEqual(forbidden);
  unwrap(await placeOrder(who, address));
});

test("a cart holds as many cards as the table says, and a card as many signatures", async () => {
  const db = await testDatabase();
  const who = { db, now, userId: (await newGuest(db)).user.id };
  const ids: string[] = [];
  for (let n = 0; n < (quotaOf(aGuest, "card.create") ?? 0); n++)
    ids.push(unwrap(await startCard(who, card)).id);
  for (const cardId of ids) unwrap(await addToCart(who, { cardId }));
  const host = { db, now, userId: (await newUser(db, "jane@example.com")).user.id };
  const { id: cardId } = unwrap(await startCard(host, card));
  unwrap(await joinCircle(who, { link: await linkTo(db, cardId) }));
  expect(await addToCart(who, { cardId })).toEqual(full);
  unwrap(await removeFromCart(who, { cardId: ids[0] ?? "" }));
  unwrap(await addToCart(who, { cardId }));

  await addSignatures(db, who.userId, cardId, fullestCard - 1);
  unwrap(await signCard(host, { cardId, ...written }));
  expect(await signCard(host, { cardId, ...written })).toMatchObject({ code: "VALIDATION_FAILED" });
});

test("a card has room for as many people as it says, and for nobody more", async () => {
  const db = await testDatabase();
  const host = { db, now, userId: (await newUser(db, "jane@example.com")).user.id };
  const { id: cardId } = unwrap(await startCard(host, card));
  const people = Array.from({ length: largestCircle }, (_, n) => ({ id: `usr_${n}`, isAnonymous: true }));
  await db.insert(users).values(people);
  await db.insert(cardMembers).values(people.slice(1).map(({ id }) => ({ cardId, userId: id })));
  const link = await linkTo(db, cardId);
  unwrap(await joinCircle({ db, now, userId: "usr_0" }, { link }));
  unwrap(await joinCircle({ db, now, userId: "usr_0" }, { link }));
  const late = { db, now, userId: (await newGuest(db)).user.id };
  expect(await joinCircle(late, { link })).toEqual(forbidden);
  unwrap(await leaveCircle({ db, now, userId: "usr_0" }, { cardId }));
  unwrap(await joinCircle(late, { link }));
});

test("cards and orders come in pages, newest first, each once", async () => {
  const db = await testDatabase();
  const who = { db, now, userId: (await newUser(db, "jane@example.com")).user.id };
  await addCards(db, who.userId, 60);
  const seen: string[] = [];
  let before: string | null = null;
  do {
    const page: Awaited<ReturnType<typeof cardsOf>> = await cardsOf(db, who.userId, before);
    seen.push(...page.cards.map(({ id }) => id));
    before = page.next;
  } while (before !== null);
  expect(seen).toEqual([...new Set(seen)].sort().reverse());
  expect(seen).toHaveLength(60);
});

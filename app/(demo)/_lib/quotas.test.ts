import { expect, test } from "vitest";
import { testDatabase } from "@/db/testing";
import { newGuest, newMember, unwrap } from "@/lib/auth/testing";
import { startCard } from "./cards";
import { setQuantity } from "./cart";
import { cancelOrder, ordersOf, placeOrder, placesOf } from "./orders";
import { guestQuota } from "./permissions";
import { signCard } from "./signatures";
import { address, addSignatures, card, now, written } from "./testing";

const full = { ok: false, code: "FULL_ACCOUNT_REQUIRED" };

test("a guest starts as many cards as a guest may, a member as many as they like", async () => {
  const db = await testDatabase();
  const [guest, member] = [await newGuest(db), await newMember(db, "jane@example.com")];
  const start = (userId: string) => startCard({ db, userId, now }, card);
  for (let n = 0; n < (guestQuota("card.create") ?? 0); n++) {
    unwrap(await start(guest.user.id));
    unwrap(await start(member.user.id));
  }
  expect(await start(guest.user.id)).toEqual(full);
  unwrap(await start(member.user.id));
  expect(await start("usr_gone")).toEqual({ ok: false, code: "NO_SESSION" });
});

test("a guest signs as often in a day as a guest may, a member as often as they like", async () => {
  const db = await testDatabase();
  for (const { user } of [await newGuest(db), await newMember(db, "jane@example.com")]) {
    const who = { db, userId: user.id, now };
    const { id: cardId } = unwrap(await startCard(who, card));
    await addSignatures(db, user.id, cardId, guestQuota("card.sign") ?? 0);
    const result = await signCard(who, { cardId, ...written });
    if (user.isAnonymous) expect(result).toEqual(full);
    else unwrap(result);
    const tomorrow = { ...who, now: new Date(now.getTime() + 24 * 60 * 60 * 1000) };
    unwrap(await signCard(tomorrow, { cardId, ...written }));
    await db.execute("DELETE FROM signatures");
  }
});

test("a guest has one open order, keeps no address and pays nothing on account; a member does all of it", async () => {
  const db = await testDatabase();
  const buyer = async (user: { id: string }) => {
    const who = { db, userId: user.id, now };
    const { id: cardId } = unwrap(await startCard(who, card));
    const fill = async () => unwrap(await setQuantity(who, { cardId, quantity: 3 }));
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
  expect(await ordersOf(db, guest.who.userId)).toMatchObject([
    { status: "open", items: [{ title: card.title, quantity: 3, unitPrice: 450 }] },
    { status: "cancelled" },
  ]);

  const member = await buyer((await newMember(db, "jane@example.com")).user);
  unwrap(await placeOrder(member.who, { ...address, saves: true, payment: "account" }));
  await member.fill();
  unwrap(await placeOrder(member.who, address));
  expect(await placesOf(db, member.who.userId)).toMatchObject([{ street: address.street }]);
});

import { afterAll, beforeAll, expect, test } from "vitest";
import type { Result } from "@/lib/api/result";
import { newGuest, newUser, unwrap } from "@/lib/auth/core/testing";
import { type RealDatabase, realDatabase } from "@/lib/testing/real-database";
import { startCard } from "./card/cards";
import { placeOrder } from "./order/orders";
import { quotaOf } from "./permissions";
import { signCard } from "./signature/signatures";
import { address, addSignatures, card, fillCart, now, written } from "./testing";

const aGuest = { isAnonymous: true, role: "user" } as const;
const cardQuota = quotaOf(aGuest, "card.create") ?? 0;
const signatureQuota = quotaOf(aGuest, "card.sign") ?? 0;

const rounds = 8;
/** As many requests at once as there are connections. */
const atOnce = Array.from({ length: 10 });

let real: RealDatabase;
beforeAll(async () => {
  real = await realDatabase();
});
afterAll(async () => {
  expect(await real.brokenInvariants()).toEqual({});
  await real.close();
});

const asGuest = async () => ({ db: real.db, now, userId: (await newGuest(real.db)).user.id });
const answers = (results: Result<unknown>[]) => results.map((result) => (result.ok ? "done" : result.code));
const oneOf = (results: Result<unknown>[]) =>
  expect(answers(results).sort()).toEqual([...Array(9).fill("FULL_ACCOUNT_REQUIRED"), "done"]);

test("a guest who may start one more card starts one, however many at once; a registered user starts them all", async () => {
  for (let round = 0; round < rounds; round++) {
    const guest = await asGuest();
    for (let n = 1; n < cardQuota; n++) unwrap(await startCard(guest, card));
    oneOf(await Promise.all(atOnce.map(() => startCard(guest, card))));
  }
  const member = { db: real.db, now, userId: (await newUser(real.db, "jane@example.com")).user.id };
  for (const result of await Promise.all(atOnce.map(() => startCard(member, card)))) unwrap(result);
});

test("a guest who may sign once more today signs once, however often at once", async () => {
  for (let round = 0; round < rounds; round++) {
    const guest = await asGuest();
    const { id: cardId } = unwrap(await startCard(guest, card));
    await addSignatures(real.db, guest.userId, cardId, signatureQuota - 1);
    oneOf(await Promise.all(atOnce.map(() => signCard(guest, { cardId, ...written }))));
    await real.query("DELETE FROM signatures");
  }
});

test("a guest orders once at a time, and what was in the cart is bought once", async () => {
  for (let round = 0; round < rounds; round++) {
    const guest = await asGuest();
    const { id: cardId } = unwrap(await startCard(guest, card));
    await fillCart(guest, cardId, 3);
    oneOf(await Promise.all(atOnce.map(() => placeOrder(guest, address))));
  }
});

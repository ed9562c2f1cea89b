import { afterAll, beforeAll, expect, test } from "vitest";
import { type RealDatabase, realDatabase } from "@/e2e/support/real-database";
import { newGuest, newMember, unwrap } from "@/lib/auth/testing";
import type { Result } from "@/lib/contract/result";
import { startCard } from "./cards";
import { setQuantity } from "./cart";
import { placeOrder } from "./orders";
import { guestQuota } from "./permissions";
import { signCard } from "./signatures";
import { address, addSignatures, card, now, written } from "./testing";

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

test("a guest who may start one more card starts one, however many at once; a member starts them all", async () => {
  for (let round = 0; round < rounds; round++) {
    const guest = await asGuest();
    for (let n = 1; n < (guestQuota("card.create") ?? 0); n++) unwrap(await startCard(guest, card));
    oneOf(await Promise.all(atOnce.map(() => startCard(guest, card))));
  }
  const member = { db: real.db, now, userId: (await newMember(real.db, "jane@example.com")).user.id };
  for (const result of await Promise.all(atOnce.map(() => startCard(member, card)))) unwrap(result);
});

test("a guest who may sign once more today signs once, however often at once", async () => {
  for (let round = 0; round < rounds; round++) {
    const guest = await asGuest();
    const { id: cardId } = unwrap(await startCard(guest, card));
    await addSignatures(real.db, guest.userId, cardId, (guestQuota("card.sign") ?? 0) - 1);
    oneOf(await Promise.all(atOnce.map(() => signCard(guest, { cardId, ...written }))));
    await real.query("DELETE FROM signatures");
  }
});

test("a guest orders once at a time, and what was in the cart is bought once", async () => {
  for (let round = 0; round < rounds; round++) {
    const guest = await asGuest();
    const { id: cardId } = unwrap(await startCard(guest, card));
    unwrap(await setQuantity(guest, { cardId, quantity: 3 }));
    oneOf(await Promise.all(atOnce.map(() => placeOrder(guest, address))));
  }
});

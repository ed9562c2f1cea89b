import { expect, test } from "vitest";
import { testDatabase } from "@/db/testing";
import { unwrap } from "@/lib/auth/testing";
import { addToCart, cartOf, setQuantity } from "./cart";
import { circle } from "./testing";

test("a card comes into the cart with one print, and once more leaves as many as there are", async () => {
  const db = await testDatabase();
  const { people, cardId } = await circle(db);
  expect(unwrap(await addToCart(people.owner, { cardId }))).toEqual({ quantity: 1 });
  unwrap(await setQuantity(people.owner, { cardId, quantity: 7 }));
  expect(unwrap(await addToCart(people.owner, { cardId }))).toEqual({ quantity: 7 });
  expect(await cartOf(db, people.owner.userId)).toMatchObject([{ cardId, quantity: 7 }]);
});

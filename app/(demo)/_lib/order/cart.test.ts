import { expect, test } from "vitest";
import { unwrap } from "@/lib/auth/core/testing";
import { testDatabase } from "@/lib/testing/test-database";
import { startCard } from "../card/cards";
import { card, circle } from "../testing";
import { addToCart, cartOf, setQuantities, setQuantity } from "./cart";
import { cartQuantities } from "./order-input";

test("a card comes into the cart with one print, and once more leaves as many as there are", async () => {
  const db = await testDatabase();
  const { people, cardId } = await circle(db);
  expect(unwrap(await addToCart(people.owner, { cardId }))).toEqual({ quantity: 1 });
  unwrap(await setQuantity(people.owner, { cardId, quantity: 7 }));
  expect(unwrap(await addToCart(people.owner, { cardId }))).toEqual({ quantity: 7 });
  expect(await cartOf(db, people.owner.userId)).toMatchObject([{ cardId, quantity: 7 }]);
});

test("the quantities of a whole cart are set at once: of what is in it, and of nothing else", async () => {
  const db = await testDatabase();
  const { people, cardId } = await circle(db);
  const { id: other } = unwrap(await startCard(people.owner, card));
  const { id: third } = unwrap(await startCard(people.owner, card));
  unwrap(await addToCart(people.owner, { cardId }));
  unwrap(await addToCart(people.owner, { cardId: other }));
  unwrap(await setQuantities(people.owner, { [cardId]: 5, [other]: 0, [third]: 3 }));
  expect(await cartOf(db, people.owner.userId)).toMatchObject([{ cardId, quantity: 5 }]);
  unwrap(await setQuantities(people.friend, { [cardId]: 2 }));
  expect(await cartOf(db, people.friend.userId)).toEqual([]);
  for (const wrong of [
    { [cardId]: "21" },
    { [cardId]: "-1" },
    { [cardId]: "x" },
    { [cardId]: "" },
    { constructor: "1" },
  ])
    expect(cartQuantities.safeParse(wrong).success).toBe(false);
  expect(cartQuantities.parse({ [cardId]: "7" })).toEqual({ [cardId]: 7 });
});

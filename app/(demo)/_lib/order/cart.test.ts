import { expect, test } from "vitest";
import { unwrap } from "@/lib/auth/core/testing";
import { testDatabase } from "@/lib/testing/test-database";
import { startCard } from "../card/cards";
import { cartQuantities } from "../input";
import { card, circle } from "../testing";
import { addToCart, cartOf, removeFromCart, setQuantities } from "./cart";

test("a card comes into the cart with one print, and once more leaves as many as there are", async () => {
  const db = await testDatabase();
  const { people, cardId } = await circle(db);
  unwrap(await addToCart(people.owner, { cardId }));
  expect(await cartOf(db, people.owner.userId)).toMatchObject([{ cardId, quantity: 1 }]);
  unwrap(await setQuantities(people.owner, { [cardId]: 7 }));
  unwrap(await addToCart(people.owner, { cardId }));
  expect(await cartOf(db, people.owner.userId)).toMatchObject([{ cardId, quantity: 7 }]);
  unwrap(await removeFromCart(people.owner, { cardId }));
  expect(await cartOf(db, people.owner.userId)).toEqual([]);
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

import type { Db } from "@/db/client";
import { cards, signatures } from "@/db/schema";
import { newGuest, newUser, unwrap } from "@/lib/auth/core/testing";
import { addSeconds } from "@/lib/auth/core/users";
import type { ActionContext } from "@/lib/server/http/product-action";
import { linkSecret } from "./card/card-link";
import { startCard } from "./card/cards";
import { joinCircle, linkOf } from "./card/circle";
import { newId } from "./ids";
import { addToCart, setQuantities } from "./order/cart";
import { signCard } from "./signature/signatures";

process.env.AUTH_SECRET ??= "a secret of the tests, known to everybody";

export const now = new Date();

export const card = { occasion: "birthday", recipient: "Ada", title: "Happy birthday", day: null } as const;
export const written = {
  name: "Grace",
  message: "All the best",
  ink: "red",
  sticker: "heart",
  drawing: "M1 2l3 4",
} as const;
export const address = {
  email: "ada@example.com",
  name: "Ada",
  street: "Road 1",
  zip: "12345",
  city: "London",
  country: "UK",
  payment: "on-delivery",
  saves: false,
} as const;

/** The secret of the card's link, as it is now. */
export async function linkTo(db: Db, cardId: string): Promise<string> {
  return linkSecret((await linkOf(db, cardId)) ?? "closed");
}

/** A card with an owner, a friend who came by its link and signed it, somebody of another circle, and a stranger. */
export async function circle(db: Db) {
  const as = async (guest: Promise<{ user: { id: string } }>) => ({ db, now, userId: (await guest).user.id });
  const people = {
    owner: await as(newUser(db, "owner@example.com")),
    friend: await as(newGuest(db)),
    neighbour: await as(newGuest(db)),
    stranger: await as(newGuest(db)),
    nobody: { db, now, userId: "usr_gone" },
  };
  const { id: cardId } = unwrap(await startCard(people.owner, card));
  const { id: other } = unwrap(await startCard(people.stranger, card));
  unwrap(await joinCircle(people.friend, { link: await linkTo(db, cardId) }));
  unwrap(await joinCircle(people.neighbour, { link: await linkTo(db, other) }));
  const { id: signatureId } = unwrap(await signCard(people.friend, { cardId, ...written }));
  return { people, cardId, signatureId };
}

/** Gives a user so many signatures, of the hour before, on a card. */
export async function addSignatures(db: Db, userId: string, cardId: string, count: number): Promise<void> {
  const createdAt = addSeconds(now, -3600);
  await db.insert(signatures).values(
    Array.from({ length: count }, () => {
      return { id: newId("sig"), cardId, userId, name: "Grace", message: "Again", createdAt };
    }),
  );
}

/** Puts so many prints of a card in a user's cart. */
export async function fillCart(ctx: ActionContext, cardId: string, quantity: number): Promise<void> {
  unwrap(await addToCart(ctx, { cardId }));
  unwrap(await setQuantities(ctx, { [cardId]: quantity }));
}

/** Gives a user so many cards. */
export async function addCards(db: Db, userId: string, count: number): Promise<void> {
  await db
    .insert(cards)
    .values(Array.from({ length: count }, () => ({ ...card, id: newId("crd"), ownerId: userId })));
}

import { sql } from "drizzle-orm";
import type { Db } from "@/db/client";
import { newGuest, newMember, rows, unwrap } from "@/lib/auth/testing";
import { linkSecret } from "./card-link";
import { startCard } from "./cards";
import { joinCircle, linkOf } from "./circle";
import { signCard } from "./signatures";

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
    owner: await as(newMember(db, "owner@example.com")),
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

/** Gives a user so many signatures, of the hour before, on a card of their own. */
export async function addSignatures(db: Db, userId: string, cardId: string, count: number): Promise<void> {
  await rows(
    db,
    sql`INSERT INTO signatures (id, card_id, user_id, name, message, created_at)
      SELECT 'sig_' || n, ${cardId}, ${userId}, 'Grace', 'Again', now() - interval '1 hour' FROM generate_series(1, ${count}::int) n`,
  );
}

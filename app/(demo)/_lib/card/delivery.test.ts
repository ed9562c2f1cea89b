import { beforeEach, expect, test } from "vitest";
import type { Db } from "@/db/client";
import { unwrap } from "@/lib/auth/core/testing";
import { addSeconds } from "@/lib/auth/core/users";
import { testDatabase } from "@/lib/testing/test-database";
import { card, circle, linkTo, now, written } from "../testing";
import { linkSecret } from "./card-link";
import { changeCard } from "./cards";
import { deliverCard, deliveredCard, deliveryOf, withdrawDelivery } from "./delivery";

let db: Db;
beforeEach(async () => {
  db = await testDatabase();
});

const linkOf = async (cardId: string) => linkSecret((await deliveryOf(db, cardId))?.id ?? "none");

test("only the owner delivers a card, and the recipient's link shows what is in it and joins nobody", async () => {
  const { people, cardId } = await circle(db);
  const deliver = { cardId, when: "now", email: null } as const;
  for (const other of [people.friend, people.neighbour, people.stranger])
    expect(await deliverCard(other, deliver)).toEqual({ ok: false, code: "NOT_FOUND" });
  expect(await deliverCard(people.nobody, deliver)).toEqual({ ok: false, code: "NO_SESSION" });
  unwrap(await deliverCard(people.owner, { cardId, when: "now", email: null }));
  const delivered = await deliveredCard(db, await linkOf(cardId), now);
  expect(delivered).toMatchObject({
    card: { title: card.title },
    signatures: [{ message: written.message, isOwn: false }],
  });
  expect(await deliveredCard(db, await linkTo(db, cardId), now)).toBeNull();
});

test("a card for a day opens on that day and not before", async () => {
  const { people, cardId } = await circle(db);
  expect(await deliverCard(people.owner, { cardId, when: "day", email: null })).toMatchObject({
    code: "VALIDATION_FAILED",
  });
  unwrap(await changeCard(people.owner, { cardId, ...card, day: "2030-12-10" }));
  unwrap(await deliverCard(people.owner, { cardId, when: "day", email: null }));
  const link = await linkOf(cardId);
  const opensAt = new Date("2030-12-10T00:00:00Z");
  expect(await deliveredCard(db, link, addSeconds(opensAt, -1))).toMatchObject({ opensAt, signatures: null });
  expect((await deliveredCard(db, link, opensAt))?.signatures).toHaveLength(1);
});

test("a delivery link that was replaced or turned off opens nothing", async () => {
  const { people, cardId } = await circle(db);
  unwrap(await deliverCard(people.owner, { cardId, when: "now", email: null }));
  const first = await linkOf(cardId);
  unwrap(await deliverCard(people.owner, { cardId, when: "now", email: null }));
  const second = await linkOf(cardId);
  expect(await deliveredCard(db, first, now)).toBeNull();
  expect(await withdrawDelivery(people.friend, { cardId })).toMatchObject({ code: "NOT_FOUND" });
  expect(await deliveredCard(db, second, now)).not.toBeNull();
  unwrap(await withdrawDelivery(people.owner, { cardId }));
  expect(await deliveredCard(db, second, now)).toBeNull();
});

import { beforeEach, expect, test } from "vitest";
import type { Db } from "@/db/client";
import { testDatabase } from "@/db/testing";
import { unwrap } from "@/lib/auth/testing";
import type { Result } from "@/lib/contract/result";
import type { UserCtx } from "@/lib/server/product-action";
import { closeCard, openCard } from "./cards";
import { addToCart, setQuantity } from "./cart";
import { closeLink, joinCircle, linkOf, removeFromCircle, renewLink } from "./circle";
import { cancelOrder, orderOf, placeOrder } from "./orders";
import { changeSignature, removeSignature, signCard, wallOf } from "./signatures";
import { address, circle, linkTo, written } from "./testing";

let db: Db;
beforeEach(async () => {
  db = await testDatabase();
});

type World = Awaited<ReturnType<typeof circle>>;
type Person = keyof World["people"];
type Verb = (who: UserCtx, world: World) => Promise<Result<unknown>>;

const everybody: Person[] = ["owner", "friend", "neighbour", "stranger", "nobody"];

const orderOfOwner = async ({ people, cardId }: World) => {
  unwrap(await setQuantity(people.owner, { cardId, quantity: 2 }));
  return unwrap(await placeOrder(people.owner, address)).id;
};

const verbs: { name: string; may: Person[]; run: Verb }[] = [
  {
    name: "sees the card",
    may: ["owner", "friend"],
    run: async (who, { cardId }) =>
      (await openCard(db, who.userId, cardId))
        ? { ok: true, data: null, status: 200 }
        : { ok: false, code: "NOT_FOUND" },
  },
  {
    name: "signs it",
    may: ["owner", "friend"],
    run: (who, { cardId }) => signCard(who, { cardId, ...written }),
  },
  {
    name: "changes the friend's signature",
    may: ["friend"],
    run: (who, { cardId, signatureId }) => changeSignature(who, { cardId, signatureId, ...written }),
  },
  {
    name: "removes the friend's signature",
    may: ["owner", "friend"],
    run: (who, { cardId, signatureId }) => removeSignature(who, { cardId, signatureId }),
  },
  { name: "renews the link", may: ["owner"], run: (who, { cardId }) => renewLink(who, { cardId }) },
  { name: "closes the link", may: ["owner"], run: (who, { cardId }) => closeLink(who, { cardId }) },
  { name: "closes the card", may: ["owner"], run: (who, { cardId }) => closeCard(who, { cardId }) },
  {
    name: "puts the friend out",
    may: ["owner"],
    run: (who, { cardId, people }) => removeFromCircle(who, { cardId, memberId: people.friend.userId }),
  },
  {
    name: "puts it in the cart",
    may: ["owner", "friend"],
    run: (who, { cardId }) => addToCart(who, { cardId }),
  },
  {
    name: "puts three prints of it in the cart",
    may: ["owner", "friend"],
    run: (who, { cardId }) => setQuantity(who, { cardId, quantity: 3 }),
  },
  {
    name: "opens the owner's order",
    may: ["owner"],
    run: async (who, world) =>
      (await orderOf(db, who.userId, await orderOfOwner(world)))
        ? { ok: true, data: null, status: 200 }
        : { ok: false, code: "NOT_FOUND" },
  },
  {
    name: "cancels the owner's order",
    may: ["owner"],
    run: async (who, world) => cancelOrder(who, { orderId: await orderOfOwner(world) }),
  },
];

for (const { name, may, run } of verbs) {
  test.each(everybody)(`%s: ${name}?`, async (person) => {
    const world = await circle(db);
    const before = await wallOf(db, world.cardId, world.people.owner.userId);
    const result = await run(world.people[person], world);
    if (may.includes(person)) expect(result).toMatchObject({ ok: true });
    else {
      expect(result).toMatchObject({ ok: false, code: expect.stringMatching(/^(NOT_FOUND|NO_SESSION)$/) });
      expect(await wallOf(db, world.cardId, world.people.owner.userId)).toEqual(before);
    }
  });
}

test("a signature is not reached by way of another card", async () => {
  const mine = await circle(db);
  const { people, signatureId } = mine;
  const theirs = { cardId: "crd_00000000000000000000000000", signatureId };
  expect(await removeSignature(people.owner, theirs)).toMatchObject({ code: "NOT_FOUND" });
});

test("a renewed link lets in by itself alone, a closed one nobody, and whoever is in stays", async () => {
  const { people, cardId } = await circle(db);
  const first = await linkTo(db, cardId);
  unwrap(await renewLink(people.owner, { cardId }));
  const second = await linkTo(db, cardId);
  expect(await joinCircle(people.stranger, { link: first })).toEqual({ ok: false, code: "TOKEN_INVALID" });
  expect(unwrap(await joinCircle(people.stranger, { link: second }))).toEqual({ id: cardId });
  unwrap(await closeLink(people.owner, { cardId }));
  expect(await joinCircle(people.neighbour, { link: second })).toEqual({ ok: false, code: "TOKEN_INVALID" });
  expect(await openCard(db, people.stranger.userId, cardId)).not.toBeNull();
});

test("somebody who was put out does not come in again by the link, and what they wrote stays", async () => {
  const { people, cardId } = await circle(db);
  const link = await linkTo(db, cardId);
  unwrap(await removeFromCircle(people.owner, { cardId, memberId: people.friend.userId }));
  expect(await openCard(db, people.friend.userId, cardId)).toBeNull();
  expect(await joinCircle(people.friend, { link })).toEqual({ ok: false, code: "TOKEN_INVALID" });
  expect(await wallOf(db, cardId, people.owner.userId)).toHaveLength(1);
});

test("a closed card takes no signature and no change, lets nobody in, and gives back what somebody wrote", async () => {
  const { people, cardId, signatureId } = await circle(db);
  const link = await linkTo(db, cardId);
  unwrap(await closeCard(people.owner, { cardId }));
  expect(await signCard(people.friend, { cardId, ...written })).toMatchObject({ code: "CONFLICT" });
  expect(await changeSignature(people.friend, { cardId, signatureId, ...written })).toMatchObject({
    code: "CONFLICT",
  });
  expect(await joinCircle(people.stranger, { link })).toMatchObject({ code: "TOKEN_INVALID" });
  expect(await renewLink(people.owner, { cardId })).toMatchObject({ code: "NOT_FOUND" });
  expect(await linkOf(db, cardId)).toBeNull();
  unwrap(await removeSignature(people.friend, { cardId, signatureId }));
});

test("a card has another version after whatever happens on it", async () => {
  const { people, cardId, signatureId } = await circle(db);
  const version = async () => (await openCard(db, people.owner.userId, cardId))?.version;
  const seen = new Set([await version()]);
  const later = { ...people.friend, now: new Date(Date.now() + 1000) };
  unwrap(await changeSignature(later, { cardId, signatureId, ...written }));
  seen.add(await version());
  unwrap(await signCard(later, { cardId, ...written }));
  seen.add(await version());
  unwrap(await removeSignature(people.friend, { cardId, signatureId }));
  seen.add(await version());
  unwrap(await joinCircle(people.stranger, { link: await linkTo(db, cardId) }));
  seen.add(await version());
  unwrap(await closeCard(people.owner, { cardId }));
  seen.add(await version());
  expect(seen.size).toBe(6);
});

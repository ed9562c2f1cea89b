import { beforeEach, expect, test } from "vitest";
import type { Db } from "@/db/client";
import { cardLinks } from "@/db/schema";
import { ok, type Result } from "@/lib/api/result";
import { unwrap } from "@/lib/auth/core/testing";
import { type ActionContext, actAs } from "@/lib/server/http/product-action";
import { testDatabase } from "@/lib/testing/test-database";
import { addToCart, cartOf, setQuantities } from "../order/cart";
import { cancelOrder, orderOf, placeOrder } from "../order/orders";
import { changeSignature, removeSignature, signCard, wallOf } from "../signature/signatures";
import { address, card, circle, fillCart, linkTo, now, written } from "../testing";
import { newLink } from "./card-link";
import { changeCard, closeCard, deleteCard, openCard, startCard } from "./cards";
import { closeLink, joinCircle, leaveCircle, linkOf, removeFromCircle, renewLink } from "./circle";

let db: Db;
beforeEach(async () => {
  db = await testDatabase();
});

type World = Awaited<ReturnType<typeof circle>>;
type Person = keyof World["people"];
type Service = (who: ActionContext, world: World) => Promise<Result<unknown>>;

const everybody: Person[] = ["owner", "friend", "neighbour", "stranger", "nobody"];

const orderOfOwner = async ({ people, cardId }: World) => {
  await fillCart(people.owner, cardId, 2);
  return unwrap(await placeOrder(people.owner, address)).id;
};

const verbs: { name: string; may: Person[]; run: Service }[] = [
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
    name: "removes the friend",
    may: ["owner"],
    run: (who, { cardId, people }) => removeFromCircle(who, { cardId, memberId: people.friend.userId }),
  },
  {
    name: "changes what it says",
    may: ["owner"],
    run: (who, { cardId }) => changeCard(who, { cardId, ...card, title: "Another title" }),
  },
  { name: "leaves it", may: ["friend"], run: (who, { cardId }) => leaveCircle(who, { cardId }) },
  {
    name: "puts it in the cart",
    may: ["owner", "friend"],
    run: (who, { cardId }) => addToCart(who, { cardId }),
  },
  {
    name: "puts three prints of it in the cart",
    may: ["owner", "friend"],
    run: async (who, { cardId }) => {
      const added = await addToCart(who, { cardId });
      return added.ok ? setQuantities(who, { [cardId]: 3 }) : added;
    },
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

test.each(everybody)("%s: deletes the card?", async (person) => {
  const { people, cardId } = await circle(db);
  unwrap(await addToCart(people.friend, { cardId }));
  const result = await deleteCard(people[person], { cardId });
  expect(result).toMatchObject(person === "owner" ? { ok: true } : { ok: false, code: "NOT_FOUND" });
  expect(await openCard(db, people.friend.userId, cardId)).toEqual(
    person === "owner" ? null : expect.anything(),
  );
  expect(await cartOf(db, people.friend.userId)).toHaveLength(person === "owner" ? 0 : 1);
});

test("who leaves a card does not see it anymore, keeps what they wrote on it, and can come back by the link", async () => {
  const { people, cardId } = await circle(db);
  unwrap(await leaveCircle(people.friend, { cardId }));
  expect(await openCard(db, people.friend.userId, cardId)).toBeNull();
  expect(await wallOf(db, cardId, people.owner.userId)).toHaveLength(1);
  unwrap(await joinCircle(people.friend, { link: await linkTo(db, cardId) }));
  expect(await openCard(db, people.friend.userId, cardId)).not.toBeNull();
});

test("a user who was deleted meanwhile is signed out, whatever their form wrote", async () => {
  const { people, cardId } = await circle(db);
  const link = { link: await linkTo(db, cardId) };
  expect(await actAs(people.nobody, joinCircle, link)).toEqual({ ok: false, code: "NO_SESSION" });
  expect(await actAs(people.nobody, startCard, card)).toEqual({ ok: false, code: "NO_SESSION" });
  const broken = async () => {
    await db.insert(cardLinks).values({ ...newLink(now), cardId: "crd_none" });
    return ok(null);
  };
  await expect(actAs(people.owner, broken, null)).rejects.toThrow();
});

test("a signature is not reached by way of another card", async () => {
  const mine = await circle(db);
  const { people, signatureId } = mine;
  const theirs = { cardId: "crd_00000000000000000000000000", signatureId };
  expect(await removeSignature(people.owner, theirs)).toMatchObject({ code: "NOT_FOUND" });
});

test("only the newest link works, none once it is turned off, and who has joined keeps access", async () => {
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

test("somebody who was removed cannot join again by the link, and what they wrote stays", async () => {
  const { people, cardId } = await circle(db);
  const link = await linkTo(db, cardId);
  unwrap(await removeFromCircle(people.owner, { cardId, memberId: people.friend.userId }));
  expect(await openCard(db, people.friend.userId, cardId)).toBeNull();
  expect(await joinCircle(people.friend, { link })).toEqual({ ok: false, code: "TOKEN_INVALID" });
  expect(await wallOf(db, cardId, people.owner.userId)).toHaveLength(1);
});

test("a closed card cannot be signed, changed or joined, and one can still delete what one wrote", async () => {
  const { people, cardId, signatureId } = await circle(db);
  const link = await linkTo(db, cardId);
  unwrap(await closeCard(people.owner, { cardId }));
  expect(await signCard(people.friend, { cardId, ...written })).toMatchObject({ code: "CONFLICT" });
  expect(await changeSignature(people.friend, { cardId, signatureId, ...written })).toMatchObject({
    code: "CONFLICT",
  });
  expect(await joinCircle(people.stranger, { link })).toMatchObject({ code: "TOKEN_INVALID" });
  expect(await changeCard(people.owner, { cardId, ...card })).toMatchObject({ code: "CONFLICT" });
  expect(await renewLink(people.owner, { cardId })).toMatchObject({ code: "NOT_FOUND" });
  expect(await linkOf(db, cardId)).toBeNull();
  unwrap(await removeSignature(people.friend, { cardId, signatureId }));
});

test("a card has another version after everything that happens on it", async () => {
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
  unwrap(await changeCard(people.owner, { cardId, ...card, title: "Another title" }));
  seen.add(await version());
  unwrap(await closeCard(people.owner, { cardId }));
  seen.add(await version());
  expect(seen.size).toBe(7);
});

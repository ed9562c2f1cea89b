import { expect, test } from "vitest";
import { testDatabase } from "@/db/testing";
import { countRows, newGuest, unwrap } from "@/lib/auth/testing";
import { signCard, startCard } from "./cards";

const card = { occasion: "birthday", recipient: "Ada", title: "Happy birthday" } as const;
const now = new Date();

test("a guest starts a card, and anybody signs it", async () => {
  const db = await testDatabase();
  const [owner, friend] = [await newGuest(db), await newGuest(db)];
  const { id } = unwrap(await startCard({ db, userId: owner.user.id, now }, card));
  const signature = { cardId: id, name: "Grace", message: "All the best" };
  expect(await signCard({ db, userId: friend.user.id, now }, signature)).toMatchObject({
    ok: true,
    status: 201,
  });
  expect(await countRows(db, "signatures")).toBe(1);
});

test("a card or an author that is gone by then is an answer, not a failure", async () => {
  const db = await testDatabase();
  const { user } = await newGuest(db);
  const nobody = { db, userId: "usr_gone", now };
  expect(await startCard(nobody, card)).toEqual({ ok: false, code: "NO_SESSION" });
  const signature = { cardId: "crd_gone", name: "Grace", message: "All the best" };
  expect(await signCard({ db, userId: user.id, now }, signature)).toEqual({ ok: false, code: "NOT_FOUND" });
  const { id } = unwrap(await startCard({ db, userId: user.id, now }, card));
  expect(await signCard(nobody, { ...signature, cardId: id })).toEqual({ ok: false, code: "NOT_FOUND" });
});

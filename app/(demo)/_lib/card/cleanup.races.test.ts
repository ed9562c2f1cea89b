import { afterAll, beforeAll, expect, test } from "vitest";
import { cleanUp } from "@/lib/auth/cleanup/cleanup";
import { adminContextWith, newGuest, newUser, unwrap } from "@/lib/auth/core/testing";
import { saveConfig } from "@/lib/auth/settings/settings";
import { actAs } from "@/lib/server/http/product-action";
import { type RealDatabase, realDatabase } from "@/lib/testing/real-database";
import { addToCart } from "../order/cart";
import { savePreferences } from "../preferences/preferences";
import { signCard } from "../signature/signatures";
import { card, linkTo, now, written } from "../testing";
import { startCard } from "./cards";
import { joinCircle } from "./circle";

const rounds = 250;

let real: RealDatabase;

beforeAll(async () => {
  real = await realDatabase();
  await saveConfig(adminContextWith(real.db), { authMethods: { anonymous: { maxAge: 3600 } } });
});

afterAll(async () => {
  expect(await real.brokenInvariants()).toEqual({});
  await real.close();
});

const clean = async () => unwrap(await cleanUp(adminContextWith(real.db), { dryRun: false, limit: null }));

test("a card that somebody signs meanwhile keeps its guest, or is gone before it is signed", async () => {
  const signer = { db: real.db, now, userId: (await newUser(real.db, "signer@example.com")).user.id };
  for (let round = 0; round < rounds; round++) {
    const guest = await newGuest(real.db);
    const owner = { db: real.db, now, userId: guest.user.id };
    const { id: cardId } = unwrap(await startCard(owner, card));
    unwrap(await joinCircle(signer, { link: await linkTo(real.db, cardId) }));
    await real.query("UPDATE users SET last_active_at = now() - interval '2 hours' WHERE id = $1", [
      guest.user.id,
    ]);
    const [signed] = await Promise.all([signCard(signer, { cardId, ...written }), clean(), clean()]);
    const left = await real.query("SELECT FROM users WHERE id = $1", [guest.user.id]);
    expect(left).toHaveLength(signed.ok ? 1 : 0);
  }
});

test("what a user writes while they are deleted is written before, or answers that they are signed out", async () => {
  const host = { db: real.db, now, userId: (await newUser(real.db, "host@example.com")).user.id };
  const { id: cardId } = unwrap(await startCard(host, card));
  const link = await linkTo(real.db, cardId);
  const chosen = { penName: "Grace", ink: "red", colorScheme: "dark" } as const;
  for (let round = 0; round < rounds; round++) {
    const who = { db: real.db, now, userId: (await newGuest(real.db)).user.id };
    const { id: own } = unwrap(await startCard(who, card));
    const [, ...results] = await Promise.all([
      real.query("DELETE FROM users WHERE id = $1", [who.userId]),
      actAs(who, joinCircle, { link }),
      actAs(who, startCard, card),
      actAs(who, signCard, { cardId: own, ...written }),
      actAs(who, addToCart, { cardId: own }),
      actAs(who, savePreferences, chosen),
    ]);
    for (const result of results) if (!result.ok) expect(result.code).toMatch(/^(NO_SESSION|NOT_FOUND)$/);
    expect(await real.query("SELECT FROM cards WHERE owner_id = $1", [who.userId])).toEqual([]);
  }
});

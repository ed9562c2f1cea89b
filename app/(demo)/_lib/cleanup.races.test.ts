import { afterAll, beforeAll, expect, test } from "vitest";
import { type RealDatabase, realDatabase } from "@/e2e/support/real-database";
import { cleanUp } from "@/lib/auth/cleanup";
import { saveConfig } from "@/lib/auth/config";
import { keeperWith, newGuest, newMember, unwrap } from "@/lib/auth/testing";
import { startCard } from "./cards";
import { joinCircle } from "./circle";
import { signCard } from "./signatures";
import { card, linkTo, now, written } from "./testing";

const rounds = 250;

let real: RealDatabase;

beforeAll(async () => {
  real = await realDatabase();
  await saveConfig(keeperWith(real.db), { authMethods: { anonymous: { maxAge: 3600 } } });
});

afterAll(async () => {
  expect(await real.brokenInvariants()).toEqual({});
  await real.close();
});

const clean = async () => unwrap(await cleanUp(keeperWith(real.db), { dryRun: false, limit: null }));

test("a card that somebody signs meanwhile keeps its guest, or is gone before it is signed", async () => {
  const signer = { db: real.db, now, userId: (await newMember(real.db, "signer@example.com")).user.id };
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

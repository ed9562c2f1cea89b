import { afterAll, beforeAll, expect, test } from "vitest";
import type { Result } from "@/lib/api/result";
import { hashSecret } from "@/lib/auth/core/secrets";
import { contextWith, lastCode, lastToken, newGuest, newUser } from "@/lib/auth/core/testing";
import { hashPassword } from "@/lib/auth/password/passwords";
import { upgradeWithHash } from "@/lib/auth/upgrade/upgrade";
import { type RealDatabase, realDatabase } from "@/lib/testing/real-database";
import { requestMagicLink, verifyMagicLink } from "./magic-link";

const rounds = 60;

let real: RealDatabase;
let passwordHash: string;

beforeAll(async () => {
  real = await realDatabase();
  passwordHash = await hashPassword("correct horse battery");
});

afterAll(async () => {
  expect(await real.brokenInvariants()).toEqual({});
  await real.close();
});

const outcomes = (results: Result<unknown>[]) =>
  results.map((result) => (result.ok ? String(result.status) : result.code)).sort();

const asked = (email: string) => ({ email, name: null, callbackURL: "/" });

async function guestWhoAsked(email: string) {
  const guest = await newGuest(real.db);
  const ctx = contextWith(real.db, guest.token);
  await requestMagicLink(ctx, asked(email));
  return { ctx, token: await lastToken(real.db, "magic-link"), code: await lastCode(real.db, "magic-link") };
}

test("the link and the code at once, three times each: one gets in", async () => {
  for (let round = 0; round < rounds; round++) {
    const email = `once${round}@example.com`;
    const { ctx, token, code } = await guestWhoAsked(email);
    const proofs = [{ token }, { email, code }, { token }, { email, code }, { token }, { email, code }];
    const results = await Promise.all(proofs.map((proof) => verifyMagicLink(ctx, proof)));
    const refused = results.filter((result) => !result.ok).map((result) => result.code);
    expect(results.filter((result) => result.ok)).toHaveLength(1);
    // After the rotation the loser's session is another browser's.
    expect(refused.every((code) => code === "TOKEN_INVALID" || code === "FORBIDDEN")).toBe(true);
  }
});

test("twenty wrong codes at once: five are looked at, and then the right one is too late", async () => {
  for (let round = 0; round < rounds / 4; round++) {
    const email = `tries${round}@example.com`;
    const { ctx, code } = await guestWhoAsked(email);
    const wrong = Array.from({ length: 20 }, (_, n) =>
      String((Number(code) + n + 1) % 1_000_000).padStart(6, "0"),
    );
    await Promise.all(wrong.map((guess) => verifyMagicLink(ctx, { email, code: guess })));
    const [row] = await real.query<{ attempts: number }>(
      "SELECT attempts FROM verification_tokens WHERE email = $1",
      [email],
    );
    expect(row?.attempts).toBe(5);
    expect(await verifyMagicLink(ctx, { email, code })).toMatchObject({ code: "TOKEN_INVALID" });
  }
});

test("two guests who prove one address at once: one becomes its owner, the other is signed in to it", async () => {
  for (let round = 0; round < rounds; round++) {
    const email = `two${round}@example.com`;
    if (round % 2) await newUser(real.db, email);
    const [one, two] = [await guestWhoAsked(email), await guestWhoAsked(email)];
    const results = await Promise.all([one, two].map(({ ctx, token }) => verifyMagicLink(ctx, { token })));
    expect(outcomes(results)).toEqual(["200", "200"]);
    const users = new Set(results.map((result) => (result.ok ? result.data.user.id : null)));
    expect(users.size).toBe(1);
  }
});

test("the link and an upgrade by password at once: one of them, whole", async () => {
  for (let round = 0; round < rounds; round++) {
    const { ctx, token } = await guestWhoAsked(`link${round}@example.com`);
    const account = { email: `password${round}@example.com`, name: null };
    const results = await Promise.all([
      verifyMagicLink(ctx, { token }),
      upgradeWithHash(ctx, account, passwordHash),
    ]);
    expect(results.filter((result) => result.ok)).toHaveLength(1);
  }
});

test("a sign-up for the address while it is proven: the prover has it in the end", async () => {
  for (let round = 0; round < rounds; round++) {
    const email = `claim${round}@example.com`;
    const { ctx, token } = await guestWhoAsked(email);
    const rival = await newGuest(real.db);
    const [proven] = await Promise.all([
      verifyMagicLink(ctx, { token }),
      upgradeWithHash(contextWith(real.db, rival.token), { email, name: null }, passwordHash),
    ]);
    expect(proven).toMatchObject({ ok: true, data: { user: { email, emailVerified: true } } });
    const owners = await real.query("SELECT id FROM users WHERE email = $1", [email]);
    expect(owners).toHaveLength(1);
  }
});

test("a visitor who asks many times at once has one link that works", async () => {
  for (let round = 0; round < rounds / 4; round++) {
    const visitor = contextWith(real.db, null, { browserHash: hashSecret(`visitor ${round}`) });
    await Promise.all(
      Array.from({ length: 5 }, () => requestMagicLink(visitor, asked(`many${round}@example.com`))),
    );
    const tokens = await real.query("SELECT id FROM verification_tokens WHERE email = $1", [
      `many${round}@example.com`,
    ]);
    expect(tokens).toHaveLength(1);
  }
});

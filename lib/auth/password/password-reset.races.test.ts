import { afterAll, beforeAll, expect, test } from "vitest";
import { inTransaction } from "@/db/transaction";
import { lockUsers } from "@/lib/auth/core/locked-users";
import { contextWith, lastToken, newUser, unwrap } from "@/lib/auth/core/testing";
import { verifyEmail } from "@/lib/auth/email/verify-email";
import { getSession } from "@/lib/auth/session/session";
import { type RealDatabase, realDatabase } from "@/lib/testing/real-database";
import { changePassword, setPassword } from "./password-change";
import { forgotPassword, resetPassword } from "./password-reset";
import { signIn, signInWithHash } from "./sign-in";

const rounds = 25;
const password = "correct horse battery";
const other = "another horse altogether";

let real: RealDatabase;

beforeAll(async () => {
  real = await realDatabase();
});

afterAll(async () => {
  expect(await real.brokenInvariants()).toEqual({});
  await real.close();
});

async function verifiedUser(email: string) {
  const user = await newUser(real.db, email, password);
  unwrap(
    await verifyEmail(contextWith(real.db, user.token), {
      token: await lastToken(real.db, "verify-email"),
    }),
  );
  return user;
}

async function isAlive(token: string | null | undefined) {
  return token ? unwrap(await getSession(contextWith(real.db, token))) !== null : false;
}

test("a sign-in whose password was verified a moment ago does not outlive the new password", async () => {
  const user = await verifiedUser("moment@example.com");
  const userId = user.user.id;
  let overtaken = 0;
  for (let round = 0; round < 200; round++) {
    const [kept] = await real.query<{ hash: string }>("SELECT hash FROM passwords WHERE user_id = $1", [
      userId,
    ]);
    const signIns = Array.from({ length: 4 }, () =>
      signInWithHash(contextWith(real.db), userId, kept?.hash ?? ""),
    );
    const set = inTransaction(real.db, async (db) => {
      const tx = contextWith(db);
      await lockUsers(tx, { userId });
      await setPassword(tx, userId, `hash ${round}`);
    });
    const [results] = await Promise.all([Promise.all(signIns), set]);
    for (const result of results) {
      if (!result.ok) overtaken++;
      else expect(await isAlive(result.data.session.token)).toBe(false);
    }
  }
  expect(overtaken).toBeGreaterThan(0);
});

test("a sign-in with the old password never outlives a reset", async () => {
  for (let round = 0; round < rounds; round++) {
    const email = `reset${round}@example.com`;
    await verifiedUser(email);
    unwrap(await forgotPassword(contextWith(real.db), { email }));
    const token = await lastToken(real.db, "reset-password");
    const [reset, ...signIns] = await Promise.all([
      resetPassword(contextWith(real.db), { token, password: other }),
      signIn(contextWith(real.db), { email, password }),
      signIn(contextWith(real.db), { email, password }),
    ]);
    expect(await isAlive(unwrap(reset).session.token)).toBe(true);
    for (const signedIn of signIns) {
      if (signedIn.ok) expect(await isAlive(signedIn.data.session.token)).toBe(false);
      else expect(signedIn.code).toBe("INVALID_CREDENTIALS");
    }
  }
});

test("a reset link used twice at once works once", async () => {
  for (let round = 0; round < rounds; round++) {
    const email = `twice${round}@example.com`;
    if (round % 2) await verifiedUser(email);
    else await newUser(real.db, email);
    unwrap(await forgotPassword(contextWith(real.db), { email }));
    const token = await lastToken(real.db, "reset-password");
    const results = await Promise.all([
      resetPassword(contextWith(real.db), { token, password }),
      resetPassword(contextWith(real.db), { token, password: other }),
    ]);
    const codes = results.map((result) => (result.ok ? "ok" : result.code)).sort();
    expect(codes).toEqual(["TOKEN_INVALID", "ok"]);
  }
});

test("a reset and a change of password at once: both answer, one password is left", async () => {
  for (let round = 0; round < rounds; round++) {
    const email = `change${round}@example.com`;
    const user = await verifiedUser(email);
    unwrap(await forgotPassword(contextWith(real.db), { email }));
    const token = await lastToken(real.db, "reset-password");
    const results = await Promise.all([
      resetPassword(contextWith(real.db), { token, password: other }),
      changePassword(contextWith(real.db, user.token), {
        currentPassword: password,
        newPassword: "a third horse again",
      }),
    ]);
    const alive = await Promise.all(
      results.map((result) => isAlive(result.ok ? result.data.session.token : null)),
    );
    expect(alive.filter(Boolean)).toHaveLength(1);
  }
});

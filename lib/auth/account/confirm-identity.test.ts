import { eq } from "drizzle-orm";
import { beforeEach, expect, test } from "vitest";
import type { Db } from "@/db/client";
import { passwords } from "@/db/schema";
import { ok } from "@/lib/api/result";
import { contextWith, newGuest, newUser, unwrap } from "@/lib/auth/core/testing";
import { testDatabase } from "@/lib/testing/test-database";
import { type ConfirmedUser, withConfirmedUser } from "./confirm-identity";

const password = "correct horse battery";
const late = { clock: () => new Date(Date.now() + 11 * 60_000) };
const work = async (_: unknown, { id, hasPassword }: ConfirmedUser) => ok({ id, hasPassword });

let db: Db;
beforeEach(async () => {
  db = await testDatabase();
});

async function userWithoutPassword() {
  const user = await newUser(db, "ann@example.com", password);
  await db.delete(passwords).where(eq(passwords.userId, user.user.id));
  return user;
}

test("asks for the password where there is one, and names its field", async () => {
  const { token, user } = await newUser(db, "ann@example.com", password);
  const ctx = contextWith(db, token);
  expect(await withConfirmedUser(ctx, {}, work)).toEqual({
    ok: false,
    code: "VALIDATION_FAILED",
    details: { fields: { password: "Enter your password" } },
  });
  expect(await withConfirmedUser(ctx, { password: "wrong" }, work, { field: "currentPassword" })).toEqual({
    ok: false,
    code: "INVALID_CREDENTIALS",
    details: { fields: { currentPassword: "Wrong password." } },
  });
  expect(unwrap(await withConfirmedUser(ctx, { password }, work))).toEqual({
    id: user.id,
    hasPassword: true,
  });
  expect(await withConfirmedUser(contextWith(db), { password }, work)).toMatchObject({ code: "NO_SESSION" });
});

test("a recent sign-in does instead of a password that there is not", async () => {
  const { token } = await userWithoutPassword();
  const options = { orRecentSignIn: true } as const;
  expect(unwrap(await withConfirmedUser(contextWith(db, token), {}, work, options)).hasPassword).toBe(false);
  const old = contextWith(db, token, late);
  expect(await withConfirmedUser(old, {}, work, options)).toEqual({
    ok: false,
    code: "RECENT_SIGN_IN_REQUIRED",
  });
  unwrap(await withConfirmedUser(old, {}, work));
});

test("a recent sign-in does not do instead of a password that there is", async () => {
  const { token } = await newUser(db, "ann@example.com", password);
  const options = { orRecentSignIn: true } as const;
  expect(await withConfirmedUser(contextWith(db, token), {}, work, options)).toMatchObject({
    code: "VALIDATION_FAILED",
  });
  unwrap(await withConfirmedUser(contextWith(db, token, late), { password }, work, options));
});

test("a guest has nothing to confirm with, and is refused where registered users are asked for", async () => {
  const { token } = await newGuest(db);
  const ctx = contextWith(db, token, late);
  unwrap(await withConfirmedUser(ctx, {}, work, { orRecentSignIn: true }));
  expect(await withConfirmedUser(ctx, {}, work, { registered: true })).toMatchObject({
    code: "FULL_ACCOUNT_REQUIRED",
  });
});

import { sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { newSessionSecret } from "@/lib/auth/core/secrets";
import { contextWith, newGuest, newUser, rows } from "@/lib/auth/core/testing";
import { createGuest } from "@/lib/auth/guest/create-guest";
import { signIn } from "@/lib/auth/password/sign-in";
import { upgradeByPassword } from "@/lib/auth/upgrade/upgrade";
import { testDatabase } from "@/lib/testing/test-database";
import { replaySession } from "./replay";

const jane = { email: "jane@example.com", password: "correct horse battery", name: null };
const minutes = (count: number) => ({ clock: () => new Date(Date.now() + count * 60_000) });

test("a session that this request opened is found again, with its secret, for five minutes", async () => {
  const db = await testDatabase();
  const secret = newSessionSecret();
  const request = { newSecret: () => secret };
  const created = await createGuest(contextWith(db, null, request));
  if (!created.ok) throw new Error(created.code);
  expect(await replaySession(contextWith(db, null, request))).toEqual({ ...created.data, guest: null });
  expect(await replaySession(contextWith(db, null, { ...request, ...minutes(4.9) }))).not.toBeNull();
  expect(await replaySession(contextWith(db, null, { ...request, ...minutes(5.1) }))).toBeNull();
});

test("so is one that it renewed, for the browser that holds the secret from before, and for no other", async () => {
  const db = await testDatabase();
  const guest = await newGuest(db);
  await rows(db, sql`UPDATE sessions SET created_at = created_at - interval '1 day'`);
  const secret = newSessionSecret();
  const request = { newSecret: () => secret };
  await upgradeByPassword(contextWith(db, guest.token, request), jane);
  expect(await replaySession(contextWith(db, guest.token, request))).toMatchObject({
    user: { id: guest.user.id, isAnonymous: false },
    session: { id: guest.session.id, token: secret.token },
  });
  expect(await replaySession(contextWith(db, null, request))).toBeNull();
  expect(await replaySession(contextWith(db, guest.token))).toBeNull();
  expect(await replaySession(contextWith(db, guest.token, { ...request, ...minutes(5.1) }))).toBeNull();
});

test("a sign-in is found again with what its guest left behind; an ended session is not", async () => {
  const db = await testDatabase();
  await newUser(db, jane.email, jane.password);
  const guest = await newGuest(db);
  const secret = newSessionSecret();
  const request = { newSecret: () => secret };
  const first = await signIn(contextWith(db, guest.token, request), jane);
  if (!first.ok) throw new Error(first.code);
  expect(await replaySession(contextWith(db, guest.token, request))).toEqual(first.data);
  await rows(db, sql`DELETE FROM sessions`);
  expect(await replaySession(contextWith(db, guest.token, request))).toBeNull();
});

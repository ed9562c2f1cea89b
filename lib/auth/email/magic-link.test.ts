import { sql } from "drizzle-orm";
import { beforeEach, expect, test } from "vitest";
import type { Db } from "@/db/client";
import type { SignedIn } from "@/lib/api/shapes";
import type { Context } from "@/lib/auth/core/context";
import { hashSecret } from "@/lib/auth/core/secrets";
import {
  contextWith,
  countRows,
  eventsOf,
  lastCode,
  lastToken,
  newGuest,
  newUser,
  unwrap,
} from "@/lib/auth/core/testing";
import { getSession } from "@/lib/auth/session/session";
import { completeSocialSignIn } from "@/lib/auth/social/social";
import { upgradeByPassword } from "@/lib/auth/upgrade/upgrade";
import { testDatabase } from "@/lib/testing/test-database";
import { getMagicLink, replayMagicLink, requestMagicLink, verifyMagicLink } from "./magic-link";

const email = "ann@example.com";
const ask = { email, name: "Ann", callbackURL: "/drafts" };

let db: Db;
beforeEach(async () => {
  db = await testDatabase();
});

const visitor = (secret: string) => contextWith(db, null, { browserHash: hashSecret(secret) });
const codeMail = () => lastCode(db, "magic-link");
const linkMail = () => lastToken(db, "magic-link");
const wrong = (code: string) => String((Number(code) + 1) % 1_000_000).padStart(6, "0");

test("the link upgrades the guest who asked, in place, with a verified address and a new secret", async () => {
  const guest = await newGuest(db);
  const ctx = contextWith(db, guest.token);
  expect(await requestMagicLink(ctx, ask)).toEqual({ ok: true, status: 202, data: { sent: true } });
  const signedIn = unwrap(await verifyMagicLink(ctx, { token: await linkMail() }));

  expect(signedIn.user).toMatchObject({
    id: guest.user.id,
    isAnonymous: false,
    email,
    emailVerified: true,
    name: "Ann",
  });
  expect(signedIn.session.id).toBe(guest.session.id);
  expect(signedIn).toMatchObject({ guest: null, callbackURL: "/drafts" });
  expect(signedIn.session.token).not.toBe(guest.token);
  expect(unwrap(await getSession(ctx))).toBeNull();
  expect(await eventsOf(db, guest.user.id)).toEqual(["user.created", "user.upgraded", "user.email_verified"]);
});

test("so does the code", async () => {
  const guest = await newGuest(db);
  const ctx = contextWith(db, guest.token);
  await requestMagicLink(ctx, ask);
  const signedIn = unwrap(await verifyMagicLink(ctx, { email, code: await codeMail() }));
  expect(signedIn.user).toMatchObject({ id: guest.user.id, isAnonymous: false, email });
});

test("a visitor without a session gets an account, only in the browser that asked", async () => {
  await requestMagicLink(visitor("this browser"), ask);
  const token = await linkMail();
  expect(await verifyMagicLink(visitor("another"), { token })).toMatchObject({ code: "FORBIDDEN" });
  expect(await verifyMagicLink(contextWith(db), { token })).toMatchObject({ code: "FORBIDDEN" });
  const signedIn = unwrap(await verifyMagicLink(visitor("this browser"), { token }));
  expect(signedIn.user).toMatchObject({ email, emailVerified: true, isAnonymous: false });
  expect(await eventsOf(db, signedIn.user.id)).toEqual([
    "user.created",
    "user.email_verified",
    "user.signed_in",
  ]);
});

test("the owner of the address is signed in, and the guest who asked is remembered", async () => {
  await requestMagicLink(visitor("first"), ask);
  const owner = unwrap(await verifyMagicLink(visitor("first"), { token: await linkMail() }));
  const guest = await newGuest(db);
  await requestMagicLink(contextWith(db, guest.token), ask);
  const signedIn = unwrap(await verifyMagicLink(contextWith(db, guest.token), { token: await linkMail() }));

  expect(signedIn.user.id).toBe(owner.user.id);
  expect(await countRows(db, "users")).toBe(2);
  expect(await countRows(db, "sessions", sql`guest_id = ${guest.user.id}`)).toBe(1);
});

test("a link that an attacker's guest had sent to a victim upgrades nobody in the victim's browser", async () => {
  const attacker = await newGuest(db);
  const victim = await newGuest(db);
  await requestMagicLink(contextWith(db, attacker.token), ask);
  const [token, code] = [await linkMail(), await codeMail()];

  expect(await getMagicLink(contextWith(db, victim.token), { token })).toMatchObject({ code: "FORBIDDEN" });
  expect(await verifyMagicLink(contextWith(db, victim.token), { token })).toMatchObject({
    code: "FORBIDDEN",
  });
  expect(await verifyMagicLink(contextWith(db, victim.token), { email, code })).toMatchObject({
    code: "TOKEN_INVALID",
  });
  expect(await countRows(db, "users")).toBe(2);
  expect(await countRows(db, "users", sql`NOT is_anonymous`)).toBe(0);
});

test("a claim on the address by another user is detached, and its data stays with the claimant", async () => {
  const claimant = await newUser(db, email);
  const guest = await newGuest(db);
  await requestMagicLink(contextWith(db, guest.token), ask);
  const signedIn = unwrap(await verifyMagicLink(contextWith(db, guest.token), { token: await linkMail() }));

  expect(signedIn.user).toMatchObject({ id: guest.user.id, email, emailVerified: true });
  const kept = unwrap(await getSession(contextWith(db, claimant.token)));
  expect(kept?.user).toMatchObject({ id: claimant.user.id, isAnonymous: true, email: null });
});

test("the claimant's own browser verifies its claim", async () => {
  const claimant = await newUser(db, email);
  await requestMagicLink(contextWith(db, claimant.token), ask);
  const signedIn = unwrap(
    await verifyMagicLink(contextWith(db, claimant.token), { token: await linkMail() }),
  );
  expect(signedIn.user).toMatchObject({ id: claimant.user.id, email, emailVerified: true });
});

test("only the newest works, and once; looking at it uses nothing", async () => {
  const ctx = contextWith(db, (await newGuest(db)).token);
  await requestMagicLink(ctx, ask);
  const older = { token: await linkMail(), code: await codeMail() };
  await requestMagicLink(ctx, ask);
  const token = await linkMail();

  expect(await verifyMagicLink(ctx, { token: older.token })).toMatchObject({ code: "TOKEN_INVALID" });
  expect(await verifyMagicLink(ctx, { email, code: older.code })).toMatchObject({ code: "TOKEN_INVALID" });
  unwrap(await getMagicLink(ctx, { token }));
  const signedIn = unwrap(await verifyMagicLink(ctx, { token }));
  const again = contextWith(db, signedIn.session.token);
  expect(await verifyMagicLink(again, { token })).toMatchObject({ code: "TOKEN_INVALID" });
  expect(await verifyMagicLink(again, { email, code: await codeMail() })).toMatchObject({
    code: "TOKEN_INVALID",
  });
});

test("the path that a link leads on to is stored sealed, and can be found again by the link or the code that was used", async () => {
  const guest = await newGuest(db);
  const ctx = contextWith(db, guest.token);
  await requestMagicLink(ctx, { ...ask, callbackURL: "/join?token=secret" });
  const [token, code] = [await linkMail(), await codeMail()];
  expect(await countRows(db, "verification_tokens", sql`callback_url LIKE '%secret%'`)).toBe(0);
  expect(await replayMagicLink(ctx, { token })).toBeNull();
  expect(unwrap(await verifyMagicLink(ctx, { token })).callbackURL).toBe("/join?token=secret");
  const again = { callbackURL: "/join?token=secret" };
  expect(await replayMagicLink(ctx, { token })).toEqual(again);
  expect(await replayMagicLink(ctx, { email, code })).toEqual(again);
  expect(await replayMagicLink(ctx, { email, code: wrong(code) })).toBeNull();
});

test("where a guest signed in to an account, the path can still be found", async () => {
  await requestMagicLink(visitor("first"), ask);
  unwrap(await verifyMagicLink(visitor("first"), { token: await linkMail() }));
  const ctx = contextWith(db, (await newGuest(db)).token);
  await requestMagicLink(ctx, ask);
  const token = await linkMail();
  unwrap(await verifyMagicLink(ctx, { token }));
  expect(await replayMagicLink(ctx, { token })).toEqual({ callbackURL: "/drafts" });
});

test("a code can be tried five times; the link still works then", async () => {
  const ctx = contextWith(db, (await newGuest(db)).token);
  await requestMagicLink(ctx, ask);
  const code = await codeMail();
  for (let tried = 0; tried < 5; tried++) {
    expect(await verifyMagicLink(ctx, { email, code: wrong(code) })).toMatchObject({ code: "TOKEN_INVALID" });
  }
  expect(await verifyMagicLink(ctx, { email, code })).toMatchObject({ code: "TOKEN_INVALID" });
  unwrap(await verifyMagicLink(ctx, { token: await linkMail() }));
});

const google = {
  provider: "google",
  subject: "ann",
  type: "oidc",
  email: null,
  name: null,
  image: null,
} as const;

test.each([
  [
    "a password",
    (ctx: Context) =>
      upgradeByPassword(ctx, { email: "other@example.com", password: "correct horse battery", name: null }),
  ],
  [
    "a provider",
    (ctx: Context, sessionId: string) => completeSocialSignIn(ctx, { intent: "upgrade", sessionId }, google),
  ],
])("both end after 15 minutes, and with an upgrade by %s", async (_, upgradeBy) => {
  const guest = await newGuest(db);
  const ctx = contextWith(db, guest.token);
  await requestMagicLink(ctx, ask);
  const token = await linkMail();
  const late = { ...ctx, clock: () => new Date(Date.now() + 15 * 60_000 + 1) };
  expect(await verifyMagicLink(late, { token })).toMatchObject({ code: "TOKEN_INVALID" });

  const signedIn = unwrap<SignedIn | null>(await upgradeBy(ctx, guest.session.id));
  expect(await verifyMagicLink(contextWith(db, signedIn?.session.token), { token })).toMatchObject({
    code: "TOKEN_INVALID",
  });
});

test("an unknown and a known address get the same answer and leave the same rows", async () => {
  await newUser(db, email);
  const before = await countRows(db, "mail_outbox");
  const known = await requestMagicLink(visitor("one"), ask);
  const unknown = await requestMagicLink(visitor("two"), { ...ask, email: "nobody@example.com" });
  expect(known).toEqual(unknown);
  expect(await countRows(db, "mail_outbox")).toBe(before + 2);
});

import { eq, sql } from "drizzle-orm";
import { beforeEach, expect, test } from "vitest";
import type { Db } from "@/db/client";
import { accounts, users } from "@/db/schema";
import {
  contextWith,
  countRows,
  eventsOf,
  type Guest,
  newGuest,
  newUser,
  unwrap,
} from "@/lib/auth/core/testing";
import { testDatabase } from "@/lib/testing/test-database";
import type { SocialProfile } from "./accounts";
import { listAccounts, unlinkAccount } from "./accounts";
import { completeSocialSignIn, sessionForOAuth } from "./social";

const password = "correct horse battery";
const onlyMethod = {
  ok: false,
  code: "CONFLICT",
  details: { fields: { id: "This is your only way to sign in. Add another one first." } },
};

let db: Db;
let jane: Guest;

beforeEach(async () => {
  db = await testDatabase();
  jane = await newUser(db, "jane@example.com", password);
});

const atGitHub: SocialProfile = {
  provider: "github",
  subject: "4711",
  type: "oauth",
  email: null,
  name: "Jane at GitHub",
  image: null,
};

const later = (minutes: number) => () => new Date(Date.now() + minutes * 60_000);

/** A return from a provider with an account to connect. */
function link({ token, session }: Guest, profile = atGitHub) {
  return completeSocialSignIn(contextWith(db, token), { intent: "link", sessionId: session.id }, profile);
}

async function idsOf({ token }: Guest): Promise<string[]> {
  return unwrap(await listAccounts(contextWith(db, token))).map(({ id }) => id);
}

/** A user whose only sign-in method is a provider account. */
async function newSocialUser(): Promise<Guest> {
  const guest = await newGuest(db);
  const start = { intent: "upgrade" as const, sessionId: guest.session.id };
  const data = unwrap(await completeSocialSignIn(contextWith(db, guest.token), start, atGitHub));
  if (!data) throw new Error("no session was opened");
  return { ...data, token: data.session.token ?? "" };
}

test("a link connects the account to the current user, and changes nothing else of theirs", async () => {
  await db.update(users).set({ emailVerifiedAt: new Date() });
  expect(await link(jane)).toEqual({ ok: true, status: 200, data: null });
  expect(unwrap(await listAccounts(contextWith(db, jane.token)))).toEqual([
    { id: expect.stringMatching(/^acc_[0-9A-Z]{26}$/), provider: "github", createdAt: expect.any(Date) },
  ]);
  expect(await db.select({ name: users.name, email: users.email }).from(users)).toEqual([
    { name: null, email: "jane@example.com" },
  ]);
  expect((await eventsOf(db, jane.user.id)).at(-1)).toBe("account.linked");
  expect(await countRows(db, "mail_outbox", sql`kind = 'account-linked'`)).toBe(1);
  const visitor = await completeSocialSignIn(
    contextWith(db),
    { intent: "sign-in", sessionId: null },
    atGitHub,
  );
  expect(visitor).toMatchObject({ data: { user: { id: jane.user.id } } });
  expect(await link(jane)).toEqual({ ok: true, status: 200, data: null });
  expect(await idsOf(jane)).toHaveLength(1);
});

test("another user's account is not connected, and a guest's session cannot connect one", async () => {
  await link(await newUser(db, "other@example.com"));
  expect(await link(jane)).toEqual({ ok: false, code: "ACCOUNT_ALREADY_LINKED" });
  expect(await idsOf(jane)).toEqual([]);
  expect(await link(await newGuest(db), { ...atGitHub, subject: "4712" })).toEqual({
    ok: false,
    code: "FULL_ACCOUNT_REQUIRED",
  });
  const start = { intent: "link" as const, sessionId: jane.session.id };
  expect(await completeSocialSignIn(contextWith(db), start, { ...atGitHub, subject: "4713" })).toEqual({
    ok: false,
    code: "NO_SESSION",
  });
  expect(await db.$count(accounts)).toBe(1);
});

test("an account that proves the address verifies it; one with another address leaves it as it is", async () => {
  await link(jane, { ...atGitHub, email: "jane@work.example" });
  expect(await db.select({ emailVerifiedAt: users.emailVerifiedAt }).from(users)).toEqual([
    { emailVerifiedAt: null },
  ]);
  await link(jane, { ...atGitHub, provider: "google", subject: "jane", email: "jane@example.com" });
  expect(await db.select({ email: users.email, at: users.emailVerifiedAt }).from(users)).toEqual([
    { email: "jane@example.com", at: expect.any(Date) },
  ]);
  expect(await eventsOf(db, jane.user.id)).toContain("user.email_verified");
});

test("a link starts with the password, where there is one, or with a recent sign-in", async () => {
  const asJane = contextWith(db, jane.token);
  expect(await sessionForOAuth(asJane, "link", {})).toMatchObject({
    code: "VALIDATION_FAILED",
    details: { fields: { password: "Enter your password" } },
  });
  expect(await sessionForOAuth(asJane, "link", { password: "wrong" })).toMatchObject({
    code: "INVALID_CREDENTIALS",
  });
  expect(await sessionForOAuth({ ...asJane, clock: later(11) }, "link", { password })).toMatchObject({
    data: jane.session.id,
  });
  const social = await newSocialUser();
  const asSocial = contextWith(db, social.token);
  expect(await sessionForOAuth({ ...asSocial, clock: later(9) }, "link", {})).toMatchObject({
    data: social.session.id,
  });
  expect(await sessionForOAuth({ ...asSocial, clock: later(11) }, "link", {})).toEqual({
    ok: false,
    code: "RECENT_SIGN_IN_REQUIRED",
  });
  const asGuest = contextWith(db, (await newGuest(db)).token);
  expect(await sessionForOAuth(asGuest, "link", {})).toEqual({ ok: false, code: "FULL_ACCOUNT_REQUIRED" });
  expect(await sessionForOAuth(contextWith(db), "link", {})).toEqual({ ok: false, code: "NO_SESSION" });
});

test("an account is disconnected with the password; another user's and a guest's are not found", async () => {
  await db.update(users).set({ emailVerifiedAt: new Date() });
  await link(jane);
  const [id = ""] = await idsOf(jane);
  const other = await newUser(db, "other@example.com", password);
  const guest = contextWith(db, (await newGuest(db)).token);
  expect(await unlinkAccount(contextWith(db, other.token), { id, password })).toEqual({
    ok: false,
    code: "NOT_FOUND",
  });
  expect(await listAccounts(guest)).toEqual({ ok: false, code: "FULL_ACCOUNT_REQUIRED" });
  expect(await unlinkAccount(guest, { id })).toEqual({ ok: false, code: "FULL_ACCOUNT_REQUIRED" });
  expect(await unlinkAccount(contextWith(db), { id })).toEqual({ ok: false, code: "NO_SESSION" });
  const asJane = contextWith(db, jane.token);
  expect(await unlinkAccount(asJane, { id })).toMatchObject({ code: "VALIDATION_FAILED" });
  expect(await unlinkAccount(asJane, { id, password: "wrong" })).toMatchObject({
    code: "INVALID_CREDENTIALS",
  });
  expect(await idsOf(jane)).toEqual([id]);
  expect(await unlinkAccount(asJane, { id, password })).toMatchObject({ ok: true });
  expect(await idsOf(jane)).toEqual([]);
  expect((await eventsOf(db, jane.user.id)).at(-1)).toBe("account.unlinked");
  expect(await countRows(db, "mail_outbox", sql`kind = 'account-unlinked'`)).toBe(1);
});

test("the last sign-in method stays; a verified address or another account is one, an unverified address is none", async () => {
  const social = await newSocialUser();
  const asSocial = contextWith(db, social.token);
  const [id = ""] = await idsOf(social);
  expect(await unlinkAccount(asSocial, { id })).toEqual(onlyMethod);
  expect(await unlinkAccount({ ...asSocial, clock: later(11) }, { id })).toEqual({
    ok: false,
    code: "RECENT_SIGN_IN_REQUIRED",
  });
  const isSocial = eq(users.id, social.user.id);
  await db.update(users).set({ email: "social@example.com" }).where(isSocial);
  expect(await unlinkAccount(asSocial, { id })).toEqual(onlyMethod);
  await db.update(users).set({ emailVerifiedAt: new Date() }).where(isSocial);
  expect(await unlinkAccount(asSocial, { id })).toMatchObject({ ok: true });

  const other = await newSocialUser();
  await link(other, { ...atGitHub, subject: "4714" });
  const [first = "", second = ""] = await idsOf(other);
  expect(await unlinkAccount(contextWith(db, other.token), { id: first })).toMatchObject({ ok: true });
  expect(await unlinkAccount(contextWith(db, other.token), { id: second })).toEqual(onlyMethod);
});

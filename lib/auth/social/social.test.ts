import { beforeEach, expect, test } from "vitest";
import type { Db } from "@/db/client";
import { accounts, auditEvents, sessions, users } from "@/db/schema";
import { contextWith, type Guest, newGuest } from "@/lib/auth/core/testing";
import { createGuest } from "@/lib/auth/guest/create-guest";
import { getSession, signOut } from "@/lib/auth/session/session";
import { upgradeByPassword } from "@/lib/auth/upgrade/upgrade";
import { addNote, notes } from "@/lib/testing/notes";
import { testDatabase } from "@/lib/testing/test-database";
import type { SocialProfile } from "./accounts";
import { completeSocialSignIn, type OAuthIntent, sessionForOAuth } from "./social";

let db: Db;

beforeEach(async () => {
  db = await testDatabase();
});

const jane: SocialProfile = {
  provider: "google",
  subject: "jane-at-google",
  type: "oidc",
  email: "jane@example.com",
  name: "Jane",
  image: "https://google.example/jane.png",
};

/** A return from a provider, in the browser that holds `token`. */
function comeBack(token: string | null, sessionId: string | null, intent: OAuthIntent, profile = jane) {
  return completeSocialSignIn(contextWith(db, token), { intent, sessionId }, profile);
}

const upgradeBy = (guest: Guest, profile = jane) =>
  comeBack(guest.token, guest.session.id, "upgrade", profile);

async function eventsOf(userId: string) {
  const events = await db.select().from(auditEvents);
  return events.filter((event) => event.userId === userId).map(({ type, details }) => [type, details]);
}

/** What no failure may change: the guest, its session and that nobody else came to be. */
async function expectUntouched(guest: Guest) {
  const current = await getSession(contextWith(db, guest.token));
  expect(current).toMatchObject({
    ok: true,
    data: { user: { id: guest.user.id, isAnonymous: true, email: null } },
  });
}

async function newUser(email: string) {
  const guest = await newGuest(db);
  const result = await upgradeByPassword(contextWith(db, guest.token), {
    email,
    password: "correct horse battery",
    name: null,
  });
  if (!result.ok || result.data.session.token === null) throw new Error("no user was created");
  return { ...result.data, token: result.data.session.token };
}

test("an upgrade keeps the user and the session, renews the secret and ends the guest's other sessions", async () => {
  const guest = await newGuest(db);
  await addNote(db, guest.user.id);
  await db.insert(sessions).values({
    id: "ses_other",
    tokenHash: "other",
    userId: guest.user.id,
    expiresAt: new Date(Date.now() + 60_000),
  });
  const result = await upgradeBy(guest);
  expect(result).toMatchObject({
    ok: true,
    data: {
      user: {
        id: guest.user.id,
        isAnonymous: false,
        email: "jane@example.com",
        emailVerified: true,
        name: "Jane",
        image: "https://google.example/jane.png",
        metadata: guest.user.metadata,
      },
      session: { id: guest.session.id, token: expect.any(String) },
      guest: null,
    },
  });
  expect(await getSession(contextWith(db, guest.token))).toMatchObject({ data: null });
  expect(await createGuest(contextWith(db, guest.token))).toMatchObject({ code: "SESSION_ROTATED" });
  expect(await db.select({ id: sessions.id }).from(sessions)).toEqual([{ id: guest.session.id }]);
  expect(await db.select({ userId: notes.userId }).from(notes)).toEqual([{ userId: guest.user.id }]);
  expect(await db.select().from(accounts)).toMatchObject([
    {
      id: expect.stringMatching(/^acc_[0-9A-Z]{26}$/),
      provider: "google",
      providerAccountId: "jane-at-google",
      type: "oidc",
      userId: guest.user.id,
      createdAt: expect.any(Date),
    },
  ]);
  expect(await eventsOf(guest.user.id)).toEqual([
    ["user.created", { method: "anonymous" }],
    ["user.upgraded", { method: "google" }],
    ["user.email_verified", { method: "google" }],
  ]);
});

test("a name and an image that the guest has already are kept, and without a verified email there is none", async () => {
  const guest = await newGuest(db);
  await db.update(users).set({ name: "Own name", metadata: { theme: "dark" } });
  const result = await upgradeBy(guest, { ...jane, email: null });
  expect(result).toMatchObject({
    data: { user: { name: "Own name", email: null, emailVerified: false, metadata: { theme: "dark" } } },
  });
  expect((await eventsOf(guest.user.id)).map(([type]) => type)).toEqual(["user.created", "user.upgraded"]);
});

test("an upgrade with somebody else's account changes nothing", async () => {
  const other = await newGuest(db);
  await upgradeBy(other);
  const guest = await newGuest(db);
  expect(await upgradeBy(guest)).toMatchObject({ code: "ACCOUNT_ALREADY_LINKED" });
  await expectUntouched(guest);
});

test("an upgrade with somebody else's verified address changes nothing", async () => {
  await upgradeBy(await newGuest(db), { ...jane, provider: "github", type: "oauth" });
  const guest = await newGuest(db);
  expect(await upgradeBy(guest)).toMatchObject({ code: "EMAIL_ALREADY_IN_USE" });
  await expectUntouched(guest);
  expect(await db.$count(accounts)).toBe(1);
});

test("somebody who proves an address takes it from a user who only claimed it", async () => {
  const claimant = await newUser("jane@example.com");
  const guest = await newGuest(db);
  expect(await upgradeBy(guest)).toMatchObject({
    data: { user: { id: guest.user.id, email: "jane@example.com" } },
  });
  expect(await getSession(contextWith(db, claimant.token))).toMatchObject({
    data: { user: { id: claimant.user.id, isAnonymous: true, email: null } },
  });
  expect((await eventsOf(claimant.user.id)).map(([type]) => type)).toContain("user.email_detached");
});

test("a claimant who proves the address through a provider has it verified, and the account linked", async () => {
  const claimant = await newUser("jane@example.com");
  const result = await comeBack(claimant.token, claimant.session.id, "sign-in");
  expect(result).toMatchObject({ data: { user: { id: claimant.user.id, emailVerified: true } } });
  expect((await eventsOf(claimant.user.id)).slice(-3)).toEqual([
    ["account.linked", { provider: "google" }],
    ["user.email_verified", { method: "google" }],
    ["user.signed_in", { method: "google" }],
  ]);
  expect(await comeBack(null, null, "sign-in")).toMatchObject({ data: { user: { id: claimant.user.id } } });
});

test("a registered user is not upgraded again", async () => {
  const member = await newUser("member@example.com");
  expect(await comeBack(member.token, member.session.id, "upgrade")).toMatchObject({
    code: "USER_NOT_ANONYMOUS",
  });
  expect(await sessionForOAuth(contextWith(db, member.token), "upgrade")).toMatchObject({
    code: "USER_NOT_ANONYMOUS",
  });
});

test("started as one guest and finished as another: neither is upgraded", async () => {
  const [a, b] = [await newGuest(db), await newGuest(db)];
  expect(await comeBack(b.token, a.session.id, "upgrade")).toMatchObject({ code: "CONFLICT" });
  expect(await comeBack(b.token, a.session.id, "sign-in")).toMatchObject({ code: "CONFLICT" });
  expect(await comeBack(b.token, null, "sign-in")).toMatchObject({ code: "CONFLICT" });
  await expectUntouched(a);
  await expectUntouched(b);
});

test("started without a session and finished in one of the same account: nothing is left to do", async () => {
  const first = await comeBack(null, null, "sign-in");
  const token = first.ok ? (first.data?.session.token ?? null) : null;
  expect(await comeBack(token, null, "sign-in")).toEqual({ ok: true, status: 200, data: null });
  expect(await comeBack(token, null, "sign-in", { ...jane, subject: "another", email: null })).toMatchObject({
    code: "CONFLICT",
  });
  expect(await db.$count(users)).toBe(1);
});

test("a guest whose session expired or ended on the way is not upgraded", async () => {
  const guest = await newGuest(db);
  await db.update(sessions).set({ expiresAt: new Date(Date.now() - 1000) });
  expect(await upgradeBy(guest)).toMatchObject({ code: "ANONYMOUS_SESSION_EXPIRED" });
  await signOut(contextWith(db, guest.token));
  expect(await upgradeBy(guest)).toMatchObject({ code: "NO_SESSION" });
  expect(await comeBack(null, guest.session.id, "upgrade")).toMatchObject({ code: "NO_SESSION" });
  expect(await db.$count(accounts)).toBe(0);
});

test("the same return twice: the second finds it done", async () => {
  const guest = await newGuest(db);
  expect(await upgradeBy(guest)).toMatchObject({ ok: true });
  expect(await upgradeBy(guest)).toEqual({ ok: true, status: 200, data: null });
});

test("a visitor signs in: a new user first, the same one from then on", async () => {
  const first = await comeBack(null, null, "sign-in");
  expect(first).toMatchObject({
    ok: true,
    status: 201,
    data: { user: { isAnonymous: false, name: "Jane" }, guest: null },
  });
  const again = await comeBack(null, null, "sign-in", {
    ...jane,
    email: "changed@example.com",
    name: "Janet",
  });
  if (!first.ok || !again.ok) throw new Error("nobody signed in");
  expect(again.data?.user).toMatchObject({
    id: first.data?.user.id,
    email: "jane@example.com",
    name: "Jane",
  });
  expect(again.data?.session.id).not.toBe(first.data?.session.id);
});

test("a guest who signs in with an unknown account is upgraded in place", async () => {
  const guest = await newGuest(db);
  const result = await comeBack(guest.token, guest.session.id, "sign-in");
  expect(result).toMatchObject({ data: { user: { id: guest.user.id }, session: { id: guest.session.id } } });
});

test("a guest who signs in with a known account switches to it, and the answer says what is left behind", async () => {
  const owner = await newGuest(db);
  await upgradeBy(owner);
  const guest = await newGuest(db);
  await addNote(db, guest.user.id);
  const result = await comeBack(guest.token, guest.session.id, "sign-in");
  expect(result).toMatchObject({
    data: { user: { id: owner.user.id }, guest: { id: guest.user.id, counts: { notes: 1 } } },
  });
  expect(await db.$count(users)).toBe(2);
  expect(await eventsOf(owner.user.id)).toContainEqual(["user.signed_in", { method: "google" }]);
});

test("a registered user who signs in with another account switches to it, and leaves no guest", async () => {
  const owner = await newGuest(db);
  await upgradeBy(owner);
  const member = await newUser("member@example.com");
  const switched = await comeBack(member.token, member.session.id, "sign-in");
  expect(switched).toMatchObject({ data: { user: { id: owner.user.id }, guest: null } });

  const unknown = { ...jane, subject: "someone-new", email: null };
  const another = await newUser("another@example.com");
  const made = await comeBack(another.token, another.session.id, "sign-in", unknown);
  expect(made).toMatchObject({ status: 201, data: { guest: null } });
  expect(await getSession(contextWith(db, another.token))).toMatchObject({ data: null });
});

test("an account is known by provider and subject together", async () => {
  await upgradeBy(await newGuest(db), { ...jane, email: null });
  const guest = await newGuest(db);
  const same = { ...jane, provider: "apple", email: null } as const;
  expect(await upgradeBy(guest, same)).toMatchObject({ ok: true, data: { user: { id: guest.user.id } } });
});

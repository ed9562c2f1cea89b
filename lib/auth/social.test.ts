import { beforeEach, expect, test } from "vitest";
import type { Db } from "@/db/client";
import { accounts, auditEvents, memberships, sessions, users } from "@/db/schema";
import { testDatabase } from "@/db/testing";
import type { SocialIntent } from "../contract/social";
import type { SocialProfile } from "./accounts";
import { createGuest } from "./guests";
import { getSession } from "./session-reading";
import { signOut } from "./sessions";
import { arrive, leavingSession } from "./social";
import { addMembership, contextWith, type Guest, newGuest } from "./testing";
import { upgrade } from "./upgrade";

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
function comeBack(token: string | null, sessionId: string | null, intent: SocialIntent, profile = jane) {
  return arrive(contextWith(db, token), { intent, sessionId }, profile);
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

async function newMember(email: string) {
  const guest = await newGuest(db);
  const result = await upgrade(contextWith(db, guest.token), {
    email,
    password: "correct horse battery",
    name: null,
  });
  if (!result.ok || result.data.session.token === null) throw new Error("no member was made");
  return { ...result.data, token: result.data.session.token };
}

test("an upgrade keeps the user and the session, renews the secret and ends the guest's other sessions", async () => {
  const guest = await newGuest(db);
  await addMembership(db, guest.user.id);
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
  expect(await db.select({ userId: memberships.userId }).from(memberships)).toEqual([
    { userId: guest.user.id },
  ]);
  expect(await db.select().from(accounts)).toEqual([
    {
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

test("a name and a picture that the guest has already stay, and without a verified address there is none", async () => {
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

test("whoever proves an address takes it from a member who only claimed it", async () => {
  const claimant = await newMember("jane@example.com");
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
  const claimant = await newMember("jane@example.com");
  const result = await comeBack(claimant.token, claimant.session.id, "sign-in");
  expect(result).toMatchObject({ data: { user: { id: claimant.user.id, emailVerified: true } } });
  expect(await comeBack(null, null, "sign-in")).toMatchObject({ data: { user: { id: claimant.user.id } } });
});

test("a member is not upgraded again", async () => {
  const member = await newMember("member@example.com");
  expect(await comeBack(member.token, member.session.id, "upgrade")).toMatchObject({
    code: "USER_NOT_ANONYMOUS",
  });
  expect(await leavingSession(contextWith(db, member.token), "upgrade")).toMatchObject({
    code: "USER_NOT_ANONYMOUS",
  });
});

test("started as one guest and finished as another: nobody is linked", async () => {
  const [a, b] = [await newGuest(db), await newGuest(db)];
  expect(await comeBack(b.token, a.session.id, "upgrade")).toMatchObject({ code: "CONFLICT" });
  expect(await comeBack(b.token, a.session.id, "sign-in")).toMatchObject({ code: "CONFLICT" });
  expect(await comeBack(b.token, null, "sign-in")).toMatchObject({ code: "CONFLICT" });
  await expectUntouched(a);
  await expectUntouched(b);
});

test("a guest whose session expired, ended or vanished on the way is not linked", async () => {
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

test("a visitor signs in: a new member first, the same one from then on", async () => {
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

test("a guest who signs in with a known account switches to it, and what is left behind is told", async () => {
  const owner = await newGuest(db);
  await upgradeBy(owner);
  const guest = await newGuest(db);
  await addMembership(db, guest.user.id);
  const result = await comeBack(guest.token, guest.session.id, "sign-in");
  expect(result).toMatchObject({
    data: { user: { id: owner.user.id }, guest: { id: guest.user.id, counts: { memberships: 1 } } },
  });
  expect(await db.$count(users)).toBe(2);
  expect(await eventsOf(owner.user.id)).toContainEqual(["user.signed_in", { method: "google" }]);
});

test("a member who signs in with another account switches to it, and carries nobody over", async () => {
  const owner = await newGuest(db);
  await upgradeBy(owner);
  const member = await newMember("member@example.com");
  const switched = await comeBack(member.token, member.session.id, "sign-in");
  expect(switched).toMatchObject({ data: { user: { id: owner.user.id }, guest: null } });

  const unknown = { ...jane, subject: "someone-new", email: null };
  const another = await newMember("another@example.com");
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

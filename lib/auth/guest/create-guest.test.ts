import { expect, test } from "vitest";
import { contextWith, countRows, newGuest } from "@/lib/auth/core/testing";
import { signOut } from "@/lib/auth/session/session";
import { defaultConfig } from "@/lib/auth/settings/settings";
import { upgradeByPassword } from "@/lib/auth/upgrade/upgrade";
import { testDatabase } from "@/lib/testing/test-database";
import { createGuest } from "./create-guest";

const jane = { email: "jane@example.com", password: "correct horse battery", name: null };
const off = {
  ...defaultConfig,
  authMethods: { ...defaultConfig.authMethods, anonymous: { enabled: false, maxAge: null } },
};

test("a visitor becomes a guest with a session of seven days and an event", async () => {
  const db = await testDatabase();
  const now = new Date("2030-01-01T00:00:00.000Z");
  const result = await createGuest(contextWith(db, null, { clock: () => now }));
  expect(result).toMatchObject({
    ok: true,
    status: 201,
    data: {
      user: {
        id: expect.stringMatching(/^usr_[0-9A-HJKMNP-TV-Z]{26}$/),
        isAnonymous: true,
        email: null,
        emailVerified: false,
        name: null,
        role: "user",
        metadata: {},
        createdAt: now,
      },
      session: {
        id: expect.stringMatching(/^ses_/),
        expiresAt: new Date("2030-01-08T00:00:00.000Z"),
        token: expect.stringMatching(/^[\w-]{43}$/),
      },
    },
  });
  expect(await countRows(db, "audit_events")).toBe(1);
});

test("whoever has a live session keeps it, guest or member", async () => {
  const db = await testDatabase();
  const guest = await newGuest(db);
  expect(await createGuest(contextWith(db, guest.token))).toMatchObject({
    status: 200,
    data: { user: { id: guest.user.id }, session: { token: null } },
  });
  const member = await upgradeByPassword(contextWith(db, guest.token), jane);
  if (!member.ok) throw new Error(member.code);
  expect(await createGuest(contextWith(db, member.data.session.token))).toMatchObject({
    status: 200,
    data: { user: { id: guest.user.id, isAnonymous: false } },
  });
  expect(await countRows(db, "users")).toBe(1);
});

test("a replaced secret never becomes a new guest", async () => {
  const db = await testDatabase();
  const { token } = await newGuest(db);
  await upgradeByPassword(contextWith(db, token), jane);
  expect(await createGuest(contextWith(db, token))).toEqual({ ok: false, code: "SESSION_ROTATED" });
  expect(await countRows(db, "users")).toBe(1);
});

test("an unknown, an ended and an expired session each become a new guest", async () => {
  const db = await testDatabase();
  expect(await createGuest(contextWith(db, "unknown"))).toMatchObject({ status: 201 });
  const { token } = await newGuest(db);
  await signOut(contextWith(db, token));
  expect(await createGuest(contextWith(db, token))).toMatchObject({ status: 201 });
  const other = await newGuest(db);
  const later = new Date(Date.now() + 8 * 86_400_000);
  expect(await createGuest(contextWith(db, other.token, { clock: () => later }))).toMatchObject({
    status: 201,
  });
});

test("with the method off nobody new comes in, and guests who are there stay", async () => {
  const db = await testDatabase();
  const { user, token } = await newGuest(db);
  expect(await createGuest(contextWith(db, null, { config: off }))).toEqual({
    ok: false,
    code: "ANONYMOUS_DISABLED",
  });
  expect(await createGuest(contextWith(db, token, { config: off }))).toMatchObject({
    status: 200,
    data: { user: { id: user.id } },
  });
  expect(await upgradeByPassword(contextWith(db, token, { config: off }), jane)).toMatchObject({ ok: true });
});

import { expect, test } from "vitest";
import { testDatabase } from "@/db/testing";
import { defaultConfig } from "./config";
import { createGuest } from "./guests";
import { signOut } from "./sessions";
import { contextWith, countRows, newGuest } from "./testing";
import { upgrade } from "./upgrade";

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
        createdAt: now.toISOString(),
      },
      session: {
        id: expect.stringMatching(/^ses_/),
        expiresAt: "2030-01-08T00:00:00.000Z",
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
  const member = await upgrade(contextWith(db, guest.token), jane);
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
  await upgrade(contextWith(db, token), jane);
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
  expect(await upgrade(contextWith(db, token, { config: off }), jane)).toMatchObject({ ok: true });
});

test("a request that is sent again makes the same guest and the same secret, for five minutes", async () => {
  const db = await testDatabase();
  const requestKey = "k".repeat(43);
  const first = await createGuest(contextWith(db, null, { requestKey }));
  expect(await createGuest(contextWith(db, null, { requestKey }))).toEqual(first);
  expect(await createGuest(contextWith(db, null, { requestKey: "other".padEnd(43, "k") }))).not.toEqual(
    first,
  );
  const later = { requestKey, clock: () => new Date(Date.now() + 6 * 60_000) };
  expect(await createGuest(contextWith(db, null, later))).toEqual({ ok: false, code: "CONFLICT" });
  expect(await countRows(db, "users")).toBe(2);
  if (!first.ok) throw new Error(first.code);
  await upgrade(contextWith(db, first.data.session.token), jane);
  expect(await createGuest(contextWith(db, null, { requestKey }))).toEqual({
    ok: false,
    code: "SESSION_ROTATED",
  });
});

test("a key that is not random enough is refused", async () => {
  const db = await testDatabase();
  expect(await createGuest(contextWith(db, null, { requestKey: "1" }))).toMatchObject({
    code: "VALIDATION_FAILED",
  });
});

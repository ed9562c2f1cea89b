import type { Adapter } from "@auth/core/adapters";
import { beforeEach, expect, test } from "vitest";
import type { Db } from "@/db/client";
import { accounts, auditEvents, sessions, users } from "@/db/schema";
import { hashSecret } from "@/lib/auth/core/secrets";
import { contextWith, newGuest, newUser } from "@/lib/auth/core/testing";
import { testDatabase } from "@/lib/testing/test-database";
import { authAdapter } from "./auth-adapter";

// What Auth.js's own suite (packages/utils/adapter.ts in nextauthjs/next-auth) asks of the methods that are used here.

let db: Db;
let adapter: Adapter;

beforeEach(async () => {
  db = await testDatabase();
  adapter = authAdapter(async () => contextWith(db));
});

test("getSessionAndUser is null for an unknown token", async () => {
  expect(await adapter.getSessionAndUser?.("invalid-token")).toBeNull();
});

test("getSessionAndUser has the session under its raw token, and its user", async () => {
  const { user, session, token } = await newGuest(db);
  expect(await adapter.getSessionAndUser?.(token)).toEqual({
    session: { sessionToken: token, userId: user.id, expires: session.expiresAt },
    user: { id: user.id, name: null, email: "", emailVerified: null, image: null, own: user },
  });
});

test("getSessionAndUser takes the secret, not what is stored of it", async () => {
  const { token } = await newGuest(db);
  expect(await adapter.getSessionAndUser?.(hashSecret(token))).toBeNull();
});

test("getSessionAndUser is null for an expired session, and keeps its row", async () => {
  const { token } = await newGuest(db);
  await db.update(sessions).set({ expiresAt: new Date(Date.now() - 1000) });
  expect(await adapter.getSessionAndUser?.(token)).toBeNull();
  expect(await db.$count(sessions)).toBe(1);
});

test("deleteSession ends that session alone, and it is written down", async () => {
  const [one, other] = [await newGuest(db), await newGuest(db)];
  await adapter.deleteSession?.(one.token);
  expect(await adapter.getSessionAndUser?.(one.token)).toBeNull();
  expect(await adapter.getSessionAndUser?.(other.token)).not.toBeNull();
  const events = await db.select({ type: auditEvents.type, userId: auditEvents.userId }).from(auditEvents);
  expect(events).toContainEqual({ type: "user.signed_out", userId: one.user.id });
  await expect(adapter.deleteSession?.(one.token)).resolves.toBeUndefined();
});

test("getUserByAccount has the user of exactly this account, or null", async () => {
  const { user } = await newGuest(db);
  await db
    .insert(accounts)
    .values({ provider: "github", providerAccountId: "1", type: "oauth", userId: user.id });
  expect(await adapter.getUserByAccount?.({ provider: "github", providerAccountId: "1" })).toMatchObject({
    id: user.id,
  });
  expect(await adapter.getUserByAccount?.({ provider: "github", providerAccountId: "2" })).toBeNull();
  expect(await adapter.getUserByAccount?.({ provider: "google", providerAccountId: "1" })).toBeNull();
});

test("getUser has a user by id as the library reads it, or null", async () => {
  const { user } = await newUser(db, "jane@example.com");
  await db.update(users).set({ emailVerifiedAt: new Date(0) });
  expect(await adapter.getUser?.(user.id)).toEqual({
    id: user.id,
    name: null,
    email: "jane@example.com",
    emailVerified: new Date(0),
    image: null,
  });
  expect(await adapter.getUser?.("unknown")).toBeNull();
});

test("everything else that Auth.js asks for exists, and refuses", async () => {
  for (const method of [
    "createUser",
    "getUserByEmail",
    "updateUser",
    "linkAccount",
    "createSession",
    "updateSession",
  ] as const) {
    expect(() => Reflect.apply(adapter[method] ?? (() => {}), adapter, [{}]), method).toThrow(
      "the core does",
    );
  }
});

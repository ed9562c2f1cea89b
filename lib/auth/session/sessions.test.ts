import { sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { contextWith, countRows, newGuest, newUser, rows } from "@/lib/auth/core/testing";
import { defaultConfig } from "@/lib/auth/settings/settings";
import { upgradeByPassword } from "@/lib/auth/upgrade/upgrade";
import { countStatements, testDatabase } from "@/lib/testing/test-database";
import { getSession, readSession, signOut } from "./session";

const minute = 60_000;
const day = 86_400_000;
const at = (time: number) => ({ clock: () => new Date(time) });

test("a live session is read without its secret", async () => {
  const db = await testDatabase();
  const { user, session, token } = await newGuest(db);
  expect(await getSession(contextWith(db, token))).toEqual({
    ok: true,
    status: 200,
    data: { user, session: { ...session, token: null } },
  });
});

test("only the hash of the secret is stored", async () => {
  const db = await testDatabase();
  const { token } = await newGuest(db);
  const dump = JSON.stringify(await db.execute(sql`SELECT * FROM sessions`));
  expect(dump).not.toContain(token);
  expect(dump).toContain(contextWith(db, token).tokenHash);
});

test("nobody is nobody: without a session, with an unknown one, an ended one, an expired one", async () => {
  const db = await testDatabase();
  const { token } = await newGuest(db);
  const nobody = { ok: true, status: 200, data: null };
  expect(await getSession(contextWith(db))).toEqual(nobody);
  expect(await getSession(contextWith(db, "unknown"))).toEqual(nobody);
  expect(await getSession(contextWith(db, token, at(Date.now() + 8 * day)))).toEqual(nobody);
  await signOut(contextWith(db, token));
  expect(await getSession(contextWith(db, token))).toEqual(nobody);
});

test("a guest's session slides with use, without an end", async () => {
  const db = await testDatabase();
  const start = Date.now();
  const { token } = await newGuest(db);
  for (let days = 6; days < 400; days += 6) {
    expect((await readSession(contextWith(db, token, at(start + days * day)))).state).toBe("live");
  }
});

test("a registered user's session ends ninety days after it began, however much it is used", async () => {
  const db = await testDatabase();
  const start = Date.now();
  const { token } = await newUser(db, "jane@example.com");
  for (let days = 6; days < 90; days += 6) {
    expect((await readSession(contextWith(db, token, at(start + days * day)))).state).toBe("live");
  }
  expect((await readSession(contextWith(db, token, at(start + 90 * day + minute)))).state).toBe(
    "expired_user",
  );
});

test("an upgraded guest's session ends ninety days after the upgrade", async () => {
  const db = await testDatabase();
  const start = Date.now();
  const { token } = await newGuest(db);
  for (let days = 6; days <= 120; days += 6)
    await readSession(contextWith(db, token, at(start + days * day)));
  const upgradedAt = start + 121 * day;
  const upgraded = await upgradeByPassword(contextWith(db, token, at(upgradedAt)), {
    email: "jane@example.com",
    password: "correct horse battery",
    name: null,
  });
  if (!upgraded.ok) throw new Error(upgraded.code);
  const state = async (days: number) =>
    (await readSession(contextWith(db, upgraded.data.session.token, at(upgradedAt + days * day)))).state;
  for (let days = 6; days < 90; days += 6) expect(await state(days)).toBe("live");
  expect(await state(90.001)).toBe("expired_user");
});

test("a guest's session can be given a longer lifetime of its own", async () => {
  const db = await testDatabase();
  const session = { ...defaultConfig.session, guestLifetime: 30 * 24 * 3600 };
  const config = { ...defaultConfig, session };
  const { token } = await newGuest(db);
  await readSession(contextWith(db, token, { config, ...at(Date.now() + 2 * minute) }));
  expect((await readSession(contextWith(db, token, at(Date.now() + 29 * day)))).state).toBe("live");
});

test("an unused session ends after seven days", async () => {
  const db = await testDatabase();
  const { token } = await newGuest(db);
  expect((await readSession(contextWith(db, token, at(Date.now() + 7 * day + minute)))).state).toBe(
    "expired_guest",
  );
});

test("activity is written down once a minute, and more often where the cleanup is quicker", async () => {
  const db = await testDatabase();
  const start = Date.now();
  const { token } = await newGuest(db);
  const lastActive = async (time: number, maxAge: number | null = null) => {
    const authMethods = { ...defaultConfig.authMethods, anonymous: { enabled: true, maxAge } };
    const config = { ...defaultConfig, authMethods };
    const read = await readSession(contextWith(db, token, { ...at(time), config }));
    return read.state === "live" ? read.user.lastActiveAt.getTime() : null;
  };
  const first = await lastActive(start + minute / 2);
  expect(first).toBeLessThan(start + minute / 2);
  expect(await lastActive(start + 2 * minute)).toBe(start + 2 * minute);
  expect(await lastActive(start + 2.9 * minute)).toBe(start + 2 * minute);
  expect(await lastActive(start + 2.9 * minute, 60)).toBe(start + 2.9 * minute);
});

test("a read is one SELECT; once a minute, when something is due, one statement more that writes it", async () => {
  const db = await testDatabase();
  const { token } = await newGuest(db);
  const read = () => countStatements(() => readSession(contextWith(db, token)));
  const [plain, writing] = [expect.not.stringMatching(/\bupdate /i), expect.stringMatching(/\bupdate /i)];
  expect(await read()).toEqual([plain]);
  await rows(db, sql`UPDATE users SET last_active_at = last_active_at - interval '1 hour'`);
  expect(await read()).toEqual([plain, writing]);
  expect(await read()).toEqual([plain]);
  await rows(db, sql`UPDATE sessions SET expires_at = expires_at - interval '1 hour'`);
  expect(await read()).toEqual([plain, writing]);
  const soon = sql`expires_at < now() + interval '7 days' - interval '1 minute'`;
  expect(await countRows(db, "sessions", soon)).toBe(0);
  // Five days before its end there is nothing left to slide to.
  await rows(
    db,
    sql`UPDATE sessions SET ends_at = now() + interval '5 days', expires_at = now() + interval '5 days'`,
  );
  expect(await read()).toEqual([plain]);
});

test("a session that its row says is over is over", async () => {
  const db = await testDatabase();
  const { token } = await newGuest(db);
  const state = async () => (await readSession(contextWith(db, token))).state;
  expect(await state()).toBe("live");
  await rows(db, sql`UPDATE sessions SET expires_at = now() - interval '1 second'`);
  expect(await state()).toBe("expired_guest");
  await rows(db, sql`DELETE FROM sessions`);
  expect(await state()).toBe("none");
});

test("signing out ends this session alone, writes one event, and can be repeated", async () => {
  const db = await testDatabase();
  const { token } = await newGuest(db);
  const other = await newGuest(db);
  for (let i = 0; i < 2; i++)
    expect(await signOut(contextWith(db, token))).toEqual({ ok: true, status: 200, data: null });
  expect(await signOut(contextWith(db))).toMatchObject({ ok: true });
  expect((await readSession(contextWith(db, other.token))).state).toBe("live");
  expect(await countRows(db, "audit_events", sql`type = 'user.signed_out'`)).toBe(1);
});

test("an expired member is told apart from an expired guest, and a replaced secret from an unknown one", async () => {
  const db = await testDatabase();
  const { token } = await newGuest(db);
  const member = await upgradeByPassword(contextWith(db, token), {
    email: "jane@example.com",
    password: "correct horse battery",
    name: null,
  });
  if (!member.ok) throw new Error(member.code);
  expect((await readSession(contextWith(db, token))).state).toBe("rotated");
  const later = at(Date.now() + 8 * day);
  expect((await readSession(contextWith(db, member.data.session.token, later))).state).toBe("expired_user");
});

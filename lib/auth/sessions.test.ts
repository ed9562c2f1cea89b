import { sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { countStatements, testDatabase } from "@/db/testing";
import { defaultConfig } from "./config";
import { rememberActivity, wasActiveSince } from "./recent-activity";
import { getSession, readSession } from "./session-reading";
import { signOut } from "./sessions";
import { contextWith, countRows, newGuest, rows } from "./testing";
import { upgrade } from "./upgrade";

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

test("a session slides with use, and ends after ninety days however much it is used", async () => {
  const db = await testDatabase();
  const start = Date.now();
  const { token } = await newGuest(db);
  for (let days = 6; days < 90; days += 6) {
    expect((await readSession(contextWith(db, token, at(start + days * day)))).state).toBe("live");
  }
  expect((await readSession(contextWith(db, token, at(start + 90 * day + minute)))).state).toBe(
    "expired guest",
  );
});

test("an unused session ends after seven days", async () => {
  const db = await testDatabase();
  const { token } = await newGuest(db);
  expect((await readSession(contextWith(db, token, at(Date.now() + 7 * day + minute)))).state).toBe(
    "expired guest",
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
    return read.state === "live" ? Date.parse(read.user.lastActiveAt) : null;
  };
  const first = await lastActive(start + minute / 2);
  expect(first).toBeLessThan(start + minute / 2);
  expect(await lastActive(start + 2 * minute)).toBe(start + 2 * minute);
  expect(await lastActive(start + 2.9 * minute)).toBe(start + 2 * minute);
  expect(await lastActive(start + 2.9 * minute, 60)).toBe(start + 2.9 * minute);
});

test("a session that was read within the minute is read by a statement that could write nothing", async () => {
  const db = await testDatabase();
  const { token } = await newGuest(db);
  const read = () => countStatements(() => readSession(contextWith(db, token)));
  expect(await read()).toEqual([expect.stringContaining("UPDATE")]);
  expect(await read()).toEqual([expect.not.stringContaining("UPDATE")]);
  await rows(db, sql`UPDATE users SET last_active_at = last_active_at - interval '1 hour'`);
  expect(await read()).toHaveLength(2);
  expect(await read()).toEqual([expect.not.stringContaining("UPDATE")]);
  await rows(db, sql`UPDATE sessions SET expires_at = expires_at - interval '1 hour'`);
  expect(await read()).toHaveLength(2);
  const soon = sql`expires_at < now() + interval '7 days' - interval '1 minute'`;
  expect(await countRows(db, "sessions", soon)).toBe(0);
  await rows(
    db,
    sql`UPDATE sessions SET created_at = now() - interval '85 days', expires_at = now() + interval '5 days'`,
  );
  expect(await read()).toEqual([expect.not.stringContaining("UPDATE")]);
});

test("what this process remembers of a session is not believed once its row says otherwise", async () => {
  const db = await testDatabase();
  const { token } = await newGuest(db);
  const state = async () => (await readSession(contextWith(db, token))).state;
  expect(await state()).toBe("live");
  await rows(db, sql`UPDATE sessions SET expires_at = now() - interval '1 second'`);
  expect(await state()).toBe("expired guest");
  // After its ninety days there is nothing left to slide to.
  await rows(db, sql`UPDATE sessions SET created_at = expires_at - interval '90 days'`);
  expect(await state()).toBe("expired guest");
  await rows(db, sql`DELETE FROM sessions`);
  expect(await state()).toBe("none");
});

test("so many sessions are remembered, and of more the latest", () => {
  const names = Array.from({ length: 10_001 }, (_, number) => `remembered ${number}`);
  const [earlier, then, later] = [1, 2, 3].map((time) => new Date(time).toISOString());
  for (const name of names) rememberActivity(name, String(then));
  expect(names.map((name) => wasActiveSince(name, String(earlier))).indexOf(true)).toBe(1);
  expect(wasActiveSince("remembered 10000", String(later))).toBe(false);
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
  const member = await upgrade(contextWith(db, token), {
    email: "jane@example.com",
    password: "correct horse battery",
    name: null,
  });
  if (!member.ok) throw new Error(member.code);
  expect((await readSession(contextWith(db, token))).state).toBe("rotated");
  const later = at(Date.now() + 8 * day);
  expect((await readSession(contextWith(db, member.data.session.token, later))).state).toBe("expired member");
});

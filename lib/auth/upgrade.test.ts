import { sql } from "drizzle-orm";
import { expect, test } from "vitest";
import type { Db } from "@/db/client";
import { testDatabase } from "@/db/testing";
import { defaultConfig } from "./config";
import type { Ctx } from "./context";
import { createGuest } from "./guests";
import { readSession } from "./session-reading";
import { signOut } from "./sessions";
import { addMembership, contextWith, countRows, newGuest } from "./testing";
import { upgrade } from "./upgrade";

const jane = { email: "jane@example.com", password: "correct horse battery", name: "Jane Doe" };

test("a guest becomes a member in place: same user, same session, new secret, one event, one mail", async () => {
  const db = await testDatabase();
  const guest = await newGuest(db);
  await addMembership(db, guest.user.id);
  await db.execute(sql`UPDATE users SET metadata = '{"theme":"dark"}'`);

  const result = await upgrade(contextWith(db, guest.token), jane);
  if (!result.ok) throw new Error(result.code);
  const { user, session } = result.data;
  expect(user).toMatchObject({
    id: guest.user.id,
    isAnonymous: false,
    email: "jane@example.com",
    emailVerified: false,
    name: "Jane Doe",
    metadata: { theme: "dark" },
    createdAt: guest.user.createdAt,
  });
  expect(session).toMatchObject({ id: guest.session.id, createdAt: guest.session.createdAt });
  expect(session.token).not.toBe(guest.token);
  expect((await readSession(contextWith(db, session.token))).state).toBe("live");
  expect(await countRows(db, "memberships", sql`user_id = ${user.id}`)).toBe(1);
  expect(await countRows(db, "audit_events", sql`type = 'user.upgraded' AND user_id = ${user.id}`)).toBe(1);
  expect(await countRows(db, "mail_outbox", sql`recipient = 'jane@example.com'`)).toBe(1);
});

test("the secret from before is good for nothing", async () => {
  const db = await testDatabase();
  const { token } = await newGuest(db);
  await upgrade(contextWith(db, token), jane);
  expect((await readSession(contextWith(db, token))).state).toBe("rotated");
  const other = { ...jane, email: "other@example.com" };
  expect(await upgrade(inSeconds(db, token, 1), other)).toEqual({ ok: false, code: "SESSION_ROTATED" });
});

test("the same upgrade sent twice is told that it is done, within a minute", async () => {
  const db = await testDatabase();
  const { token } = await newGuest(db);
  await upgrade(contextWith(db, token), jane);
  expect(await upgrade(inSeconds(db, token, 30), jane)).toEqual({ ok: false, code: "USER_NOT_ANONYMOUS" });
  expect(await upgrade(inSeconds(db, token, 61), jane)).toEqual({ ok: false, code: "SESSION_ROTATED" });
});

/** A request that arrives so many seconds from now. */
function inSeconds(db: Db, token: string, seconds: number): Ctx {
  const arrivedAt = new Date(Date.now() + seconds * 1000);
  return contextWith(db, token, { arrivedAt, clock: () => arrivedAt });
}

test("an upgrade that arrived before another one was done is told what the guest is by then", async () => {
  const db = await testDatabase();
  const { token } = await newGuest(db);
  const waiting = contextWith(db, token);
  await upgrade(contextWith(db, token), jane);
  expect(await upgrade(waiting, { ...jane, email: "other@example.com" })).toEqual({
    ok: false,
    code: "USER_NOT_ANONYMOUS",
  });
});

test("the guest's other sessions end", async () => {
  const db = await testDatabase();
  const { user, token } = await newGuest(db);
  await db.execute(
    sql`INSERT INTO sessions (id, token_hash, user_id, expires_at) VALUES ('ses_2', 'x', ${user.id}, now() + interval '1 day')`,
  );
  await upgrade(contextWith(db, token), jane);
  expect(await countRows(db, "sessions")).toBe(1);
});

test("a failed upgrade changes nothing", async () => {
  const db = await testDatabase();
  await upgrade(contextWith(db, (await newGuest(db)).token), jane);
  const { user, token } = await newGuest(db);
  const before = await dump();
  const refusals = [
    [await upgrade(contextWith(db, token), jane), "EMAIL_ALREADY_IN_USE"],
    [
      await upgrade(contextWith(db, token), { ...jane, email: "a@example.com", password: "short" }),
      "PASSWORD_TOO_SHORT",
    ],
    [
      await upgrade(contextWith(db, token), { ...jane, email: "a@example.com", password: "password123" }),
      "PASSWORD_TOO_COMMON",
    ],
    [
      await upgrade(contextWith(db, token), {
        ...jane,
        email: "a.long.name@example.com",
        password: "a.long.name@example.com",
      }),
      "PASSWORD_TOO_COMMON",
    ],
    [await upgrade(contextWith(db, null), jane), "NO_SESSION"],
    [await upgrade(contextWith(db, "unknown"), jane), "NO_SESSION"],
  ] as const;
  for (const [result, code] of refusals) expect(result).toMatchObject({ ok: false, code });
  expect(await dump()).toBe(before);
  expect(await readSession(contextWith(db, token))).toMatchObject({
    state: "live",
    user: { id: user.id, isAnonymous: true },
  });

  async function dump() {
    const tables = [
      "users",
      "sessions",
      "passwords",
      "audit_events",
      "mail_outbox",
      "verification_tokens",
      "rotated_tokens",
    ];
    const rows = [];
    for (const table of tables) rows.push(await db.execute(sql.raw(`SELECT * FROM ${table} ORDER BY 1`)));
    return JSON.stringify(rows);
  }
});

test("members, expired guests and those who signed out cannot upgrade", async () => {
  const db = await testDatabase();
  const first = await newGuest(db);
  const member = await upgrade(contextWith(db, first.token), jane);
  if (!member.ok) throw new Error(member.code);
  const again = { ...jane, email: "again@example.com" };
  expect(await upgrade(contextWith(db, member.data.session.token), again)).toEqual({
    ok: false,
    code: "USER_NOT_ANONYMOUS",
  });

  const later = { clock: () => new Date(Date.now() + 8 * 86_400_000) };
  expect(await upgrade(contextWith(db, member.data.session.token, later), again)).toEqual({
    ok: false,
    code: "SESSION_EXPIRED",
  });
  const second = await newGuest(db);
  expect(await upgrade(contextWith(db, second.token, later), again)).toEqual({
    ok: false,
    code: "ANONYMOUS_SESSION_EXPIRED",
  });
  await signOut(contextWith(db, second.token));
  expect(await upgrade(contextWith(db, second.token), again)).toEqual({ ok: false, code: "NO_SESSION" });
});

test("with the method off it answers so", async () => {
  const db = await testDatabase();
  const config = { ...defaultConfig, authMethods: { ...defaultConfig.authMethods, emailPassword: false } };
  const { token } = await newGuest(db);
  expect(await upgrade(contextWith(db, token, { config }), jane)).toEqual({
    ok: false,
    code: "METHOD_DISABLED",
  });
});

test("a name that is not given keeps the one that is there", async () => {
  const db = await testDatabase();
  const { token } = await newGuest(db);
  await db.execute(sql`UPDATE users SET name = 'Pen Name'`);
  expect(await upgrade(contextWith(db, token), { ...jane, name: null })).toMatchObject({
    data: { user: { name: "Pen Name" } },
  });
  expect(await createGuest(contextWith(db))).toMatchObject({ ok: true });
});

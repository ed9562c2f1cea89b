import { sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { contextWith, countRows, newGuest } from "@/lib/auth/core/testing";
import { createGuest } from "@/lib/auth/guest/create-guest";
import { readSession, signOut } from "@/lib/auth/session/session";
import { defaultConfig } from "@/lib/auth/settings/settings";
import { addNote } from "@/lib/testing/notes";
import { testDatabase } from "@/lib/testing/test-database";
import { upgradeByPassword } from "./upgrade";

const jane = { email: "jane@example.com", password: "correct horse battery", name: "Jane Doe" };

test("a guest becomes a member in place: same user, same session, new secret, one event, one mail", async () => {
  const db = await testDatabase();
  const guest = await newGuest(db);
  await addNote(db, guest.user.id);
  await db.execute(sql`UPDATE users SET metadata = '{"theme":"dark"}'`);

  const result = await upgradeByPassword(contextWith(db, guest.token), jane);
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
  expect(await countRows(db, "test_notes", sql`user_id = ${user.id}`)).toBe(1);
  expect(await countRows(db, "audit_events", sql`type = 'user.upgraded' AND user_id = ${user.id}`)).toBe(1);
  expect(await countRows(db, "mail_outbox", sql`recipient = 'jane@example.com'`)).toBe(1);
});

test("the secret from before is good for nothing", async () => {
  const db = await testDatabase();
  const { token } = await newGuest(db);
  await upgradeByPassword(contextWith(db, token), jane);
  expect((await readSession(contextWith(db, token))).state).toBe("rotated");
  for (const account of [jane, { ...jane, email: "other@example.com" }])
    expect(await upgradeByPassword(contextWith(db, token), account)).toEqual({
      ok: false,
      code: "SESSION_ROTATED",
    });
});

test("the guest's other sessions end", async () => {
  const db = await testDatabase();
  const { user, token } = await newGuest(db);
  await db.execute(
    sql`INSERT INTO sessions (id, token_hash, user_id, expires_at) VALUES ('ses_2', 'x', ${user.id}, now() + interval '1 day')`,
  );
  await upgradeByPassword(contextWith(db, token), jane);
  expect(await countRows(db, "sessions")).toBe(1);
});

test("a failed upgrade changes nothing", async () => {
  const db = await testDatabase();
  await upgradeByPassword(contextWith(db, (await newGuest(db)).token), jane);
  const { user, token } = await newGuest(db);
  const before = await dump();
  const refusals = [
    [await upgradeByPassword(contextWith(db, token), jane), "EMAIL_ALREADY_IN_USE"],
    [
      await upgradeByPassword(contextWith(db, token), { ...jane, email: "a@example.com", password: "short" }),
      "PASSWORD_TOO_SHORT",
    ],
    [
      await upgradeByPassword(contextWith(db, token), {
        ...jane,
        email: "a@example.com",
        password: "password123",
      }),
      "PASSWORD_TOO_COMMON",
    ],
    [
      await upgradeByPassword(contextWith(db, token), {
        ...jane,
        email: "a.long.name@example.com",
        password: "a.long.name@example.com",
      }),
      "PASSWORD_TOO_COMMON",
    ],
    [await upgradeByPassword(contextWith(db, null), jane), "NO_SESSION"],
    [await upgradeByPassword(contextWith(db, "unknown"), jane), "NO_SESSION"],
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
  const member = await upgradeByPassword(contextWith(db, first.token), jane);
  if (!member.ok) throw new Error(member.code);
  const again = { ...jane, email: "again@example.com" };
  expect(await upgradeByPassword(contextWith(db, member.data.session.token), again)).toEqual({
    ok: false,
    code: "USER_NOT_ANONYMOUS",
  });

  const later = { clock: () => new Date(Date.now() + 8 * 86_400_000) };
  expect(await upgradeByPassword(contextWith(db, member.data.session.token, later), again)).toEqual({
    ok: false,
    code: "SESSION_EXPIRED",
  });
  const second = await newGuest(db);
  expect(await upgradeByPassword(contextWith(db, second.token, later), again)).toEqual({
    ok: false,
    code: "ANONYMOUS_SESSION_EXPIRED",
  });
  await signOut(contextWith(db, second.token));
  expect(await upgradeByPassword(contextWith(db, second.token), again)).toEqual({
    ok: false,
    code: "NO_SESSION",
  });
});

test("with the method off it answers so", async () => {
  const db = await testDatabase();
  const config = { ...defaultConfig, authMethods: { ...defaultConfig.authMethods, emailPassword: false } };
  const { token } = await newGuest(db);
  expect(await upgradeByPassword(contextWith(db, token, { config }), jane)).toEqual({
    ok: false,
    code: "METHOD_DISABLED",
  });
});

test("a name that is not given keeps the one that is there", async () => {
  const db = await testDatabase();
  const { token } = await newGuest(db);
  await db.execute(sql`UPDATE users SET name = 'Pen Name'`);
  expect(await upgradeByPassword(contextWith(db, token), { ...jane, name: null })).toMatchObject({
    data: { user: { name: "Pen Name" } },
  });
  expect(await createGuest(contextWith(db))).toMatchObject({ ok: true });
});

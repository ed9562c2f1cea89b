import { sql } from "drizzle-orm";
import { beforeEach, expect, test } from "vitest";
import type { Db } from "@/db/client";
import { adminContextWith, insertPeople, newGuest, newUser, rows, unwrap } from "@/lib/auth/core/testing";
import { testDatabase } from "@/lib/testing/test-database";
import { countUsers, listUsers, searchUsers, type UserQuery } from "./user-list";

let db: Db;
beforeEach(async () => {
  db = await testDatabase();
});

test("nobody is left out between pages, however close together people came", async () => {
  await rows(
    db,
    sql`INSERT INTO users (id, is_anonymous, created_at, last_active_at)
      SELECT 'usr_' || n, true, t, t FROM generate_series(1, 30) AS n,
        LATERAL (SELECT timestamptz '2026-01-01 12:00:00.123456+00' + make_interval(secs => (n % 3) * 0.000001) AS t) AS at`,
  );
  for (const sort of ["created", "active"] as const) {
    const seen = new Set<string>();
    for (let after: string | undefined | null; after !== null; ) {
      const page = unwrap(await listUsers(adminContextWith(db), { sort, limit: 7, after }));
      for (const { id } of page.items) seen.add(id);
      after = page.after;
    }
    expect(seen.size).toBe(30);
  }
});

test("pages follow on one another, whatever is listed and however it is sorted", async () => {
  await insertPeople(db, 120);
  const ctx = adminContextWith(db);
  for (const sort of ["created", "active"] as const)
    for (const [isAnonymous, expected] of [
      [undefined, 120],
      [true, 118],
      [false, 2],
    ] as const) {
      const seen = [];
      let after: string | undefined;
      do {
        const page = unwrap(await listUsers(ctx, { sort, isAnonymous, limit: 50, after }));
        seen.push(...page.items);
        after = page.after ?? undefined;
      } while (after !== undefined);
      const times = seen.map((user) => (sort === "created" ? user.createdAt : user.lastActiveAt).getTime());
      expect(times).toEqual([...times].sort((a, b) => b - a));
      expect(new Set(seen.map(({ id }) => id)).size).toBe(expected);
      expect(seen.every((user) => isAnonymous === undefined || user.isAnonymous === isAnonymous)).toBe(true);
    }
});

test("people are found by any part of their name and address, and by their id", async () => {
  const ctx = adminContextWith(db);
  const { user: jane } = await newUser(db, "jane.doe@sub.example.com");
  const { user: john } = await newUser(db, "john@example.org");
  const { user: guest } = await newGuest(db);
  await rows(db, sql`UPDATE users SET name = 'Jean-Luc O''Brien' WHERE id = ${john.id}`);
  const find = async (search: string, query: Partial<UserQuery> = {}) =>
    unwrap(await searchUsers(ctx, { search, limit: 10, ...query })).items.map(({ id }) => id);
  for (const search of ["jane", "JANE DO", "doe jane", "jane.doe@sub.example.com", "sub", jane.id])
    expect(await find(search), search).toEqual([jane.id]);
  for (const search of ["luc", "o'brien jean", "john@example.org"])
    expect(await find(search), search).toEqual([john.id]);
  for (const search of ["exam", "amp", "xample", "ample j"])
    expect(await find(search), search).toEqual([john.id, jane.id]);
  for (const search of ["ane", "doe@sub.exam", "ub ane"])
    expect(await find(search), search).toEqual([jane.id]);
  const odd = "85399029-442a-4f22-812e-7e88c5cfd799@example.net";
  const { user: machine } = await newUser(db, odd);
  await rows(db, sql`UPDATE users SET name = '李雷 Zoë' WHERE id = ${machine.id}`);
  for (const search of [odd, "李", "zoë 7e88"]) expect(await find(search), search).toEqual([machine.id]);
  expect(await find(` ${guest.id} `)).toEqual([guest.id]);
  expect(await find(guest.id, { isAnonymous: false })).toEqual([]);
  for (const search of ["", "'", "a & !b | (", "\\", "jane x", "%", "' OR 1=1"])
    expect(await find(search), search).toEqual([]);
});

test("guests who match are found, however many members match first", async () => {
  await rows(
    db,
    sql`INSERT INTO users (id, is_anonymous, email, name)
      SELECT 'usr_' || n, n = 1101, CASE WHEN n <= 1100 THEN 'm' || n || '@example.com' END, 'Alike'
      FROM generate_series(1, 1101) AS n`,
  );
  const found = unwrap(
    await searchUsers(adminContextWith(db), { search: "alike", isAnonymous: true, limit: 10 }),
  );
  expect(found.items.map(({ id }) => id)).toEqual(["usr_1101"]);
});

test("where nobody has what was typed, those with the same pairs of letters are found, and the answer says so", async () => {
  const ctx = adminContextWith(db);
  const { user: anna } = await newUser(db, "anna@example.com");
  await newUser(db, "hannes@example.com");
  const search = async (text: string) => unwrap(await searchUsers(ctx, { search: text, limit: 10 }));
  expect(await search("nann")).toMatchObject({ items: [{ id: anna.id }], isClose: true, isCut: false });
  const { user: nann } = await newUser(db, "nanni@example.com");
  expect(await search("nann")).toMatchObject({ items: [{ id: nann.id }], isClose: false });
  expect(await search("nobody")).toMatchObject({ items: [], isClose: false });
});

test("where more than a thousand match, the answer says so", async () => {
  await insertPeople(db, 60_000);
  const found = unwrap(await searchUsers(adminContextWith(db), { search: "person", limit: 1 }));
  expect(found.isCut).toBe(true);
});

test("a list has a total, a search one of what it found", async () => {
  const ctx = adminContextWith(db);
  for (const name of ["ann", "bea", "beate"]) await newUser(db, `${name}@example.com`);
  await newGuest(db);
  expect(await countUsers(ctx, { isAnonymous: undefined })).toBe(4);
  expect(await countUsers(ctx, { isAnonymous: true })).toBe(1);
  expect(await countUsers(ctx, { isAnonymous: false })).toBe(3);
  const found = unwrap(await searchUsers(ctx, { search: "bea", limit: 1 }));
  expect([found.items.length, found.total, found.isCut]).toEqual([1, 2, false]);
});

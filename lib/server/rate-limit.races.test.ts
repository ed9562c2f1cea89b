import { afterAll, beforeEach, expect, inject, test, vi } from "vitest";
import { createDatabase } from "@/e2e/support/database";
import { connection } from "./db";
import { countInMemory } from "./memory-limit";
import { postgresLimits } from "./postgres-limit";
import { count, isSpent } from "./rate-limit";

const limit = { name: "test", max: 30, windowSeconds: 60, by: "ip" } as const;
const own = ["env", "connection", "limit stores"].map((name) => Symbol.for(`guestbook.${name}`));
let key = 0;

function forget() {
  for (const symbol of own) Reflect.deleteProperty(globalThis, symbol);
}

beforeEach(async () => {
  forget();
  key++;
  vi.stubEnv("DATABASE_URL", await createDatabase(inject("postgresUrl")));
  vi.stubEnv("AUTH_SECRET", "a secret of the tests, known to everybody");
});

afterAll(() => {
  vi.unstubAllEnvs();
  forget();
});

const allowed = (counts: { allowed: boolean }[]) => counts.filter((counted) => counted.allowed).length;

test("of a hundred calls at once exactly thirty pass, whoever counts", async () => {
  const many = () => Array.from({ length: 100 });
  expect(allowed(await Promise.all(many().map(() => count(limit, `both ${key}`))))).toBe(30);
  expect(allowed(await Promise.all(many().map(() => postgresLimits.count(limit, `postgres ${key}`))))).toBe(
    30,
  );
  expect(await isSpent(limit, `both ${key}`)).toBe(true);
  expect(await postgresLimits.isSpent(limit, `postgres ${key}`)).toBe(true);
  expect(await postgresLimits.isSpent(limit, `nobody ${key}`)).toBe(false);
  await (await connection()).close();
});

test("calls that other processes counted count here", async () => {
  for (let i = 0; i < 29; i++) await postgresLimits.count(limit, `shared ${key}`);
  expect(await count(limit, `shared ${key}`)).toMatchObject({ allowed: true, remaining: 0 });
  expect(await count(limit, `shared ${key}`)).toMatchObject({ allowed: false, remaining: 0 });
  expect(countInMemory(limit, `shared ${key}`)).toMatchObject({ remaining: 28 });
  await (await connection()).close();
});

test("with PostgreSQL away the process's own memory goes on from where it stood", async () => {
  for (let i = 0; i < 10; i++) await count(limit, `away ${key}`);
  await (await connection()).close();
  const quiet = vi.mocked(console.error).mockImplementation(() => {});
  expect(allowed(await Promise.all(Array.from({ length: 50 }, () => count(limit, `away ${key}`))))).toBe(20);
  expect(quiet).toHaveBeenCalledTimes(1);
  quiet.mockClear();
});

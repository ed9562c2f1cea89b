import { Client } from "pg";
import type { SignedIn } from "@/lib/api/shapes";
import { apiClient } from "@/lib/testing/api";
import { createDatabase } from "@/lib/testing/database";
import { brokenInvariants } from "@/lib/testing/invariants";
import { newEmail, password } from "@/lib/testing/people";
import { expect, postgresUrl, test } from "./fixtures";
import { type App, startApp } from "./support/app";
import { type Life, liveOn, lostAmong, upgradedOf } from "./support/lives";

let one: App;
let other: App;
let client: Client;

/** Two servers that have nothing in common but their database. (Limits: e2e/rate-limits.spec.ts; settings: e2e/admin-sdk.spec.ts.) */
test.beforeEach(async () => {
  const databaseUrl = await createDatabase(postgresUrl());
  client = new Client({ connectionString: databaseUrl });
  await client.connect();
  const start = () => startApp({ DATABASE_URL: databaseUrl });
  [one, other] = await Promise.all([start(), start()]);
});

test.afterEach(async () => {
  expect(await brokenInvariants(async (text) => (await client.query(text)).rows)).toEqual({});
  await client.end();
  await Promise.all([one.stop(), other.stop()]);
});

test("somebody who became a guest at one server is the same at the other, until signed out at either", async () => {
  const here = apiClient(one.url);
  const there = apiClient(other.url);
  const { data: guest } = await here.post<SignedIn>("/api/auth/sign-in/anonymous");
  const token = guest?.session.token ?? null;
  const seen = await there.get<SignedIn>("/api/auth/get-session", { token });
  expect(seen.data?.user).toMatchObject({ id: guest?.user.id, isAnonymous: true });

  const body = { email: newEmail(), password };
  const upgraded = await there.post<SignedIn>("/api/auth/anonymous/upgrade", { token, body });
  expect(upgraded.data).toMatchObject({ user: { id: guest?.user.id }, session: { id: guest?.session.id } });
  const stale = await here.post("/api/auth/sign-in/anonymous", { token });
  expect(stale).toMatchObject({ status: 401, error: { code: "SESSION_ROTATED" } });

  const renewed = upgraded.data?.session.token ?? null;
  expect((await here.get<SignedIn>("/api/auth/get-session", { token: renewed })).data?.user.id).toBe(
    guest?.user.id,
  );
  await here.post("/api/auth/sign-out", { token: renewed });
  expect(await there.get("/api/auth/get-session", { token: renewed })).toMatchObject({
    status: 200,
    data: null,
  });
});

test("kill -9 of one in the middle of its work loses nothing that it acknowledged, and the other goes on", async () => {
  const lives: Life[] = [];
  let isOver = false;
  const work = [one, other].flatMap(({ url }, server) =>
    Array.from({ length: 4 }, (_, lane) => liveOn(url, `server${server}-${lane}`, lives, () => isOver)),
  );
  await expect.poll(() => upgradedOf(lives).length, { timeout: 60_000, intervals: [5] }).toBeGreaterThan(8);
  await one.stop("SIGKILL");
  const before = upgradedOf(lives).length;
  await expect.poll(() => upgradedOf(lives).length, { timeout: 60_000 }).toBeGreaterThan(before + 8);
  isOver = true;
  await Promise.all(work);
  expect(await lostAmong(lives, other.url, client)).toEqual([]);
});

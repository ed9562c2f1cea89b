import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { Pool } from "pg";
import type { CleanupReport } from "@/lib/api/admin/admin-shapes";
import type { SignedIn } from "@/lib/api/shapes";
import { apiClient } from "@/lib/testing/api";
import { createDatabase } from "@/lib/testing/database";
import { brokenInvariants } from "@/lib/testing/invariants";
import { BanataAuth } from "../lib/admin-sdk";
import { expect, postgresUrl, test } from "./fixtures";
import { type App, startApp } from "./support/app";

// The page's own snippet names a key and an address; a key of the server's has 32 characters at least.
const pageKey = "your-api-key";
const apiKey = pageKey.padEnd(32, "-");
const cronSecret = "a-secret-of-the-scheduler-of-these-tests";
const pageAddress = "https://auth.banata.dev";
const folder = "test-results/admin-sdk";

let app: App;
let databaseUrl: string;
let pool: Pool;

test.beforeAll(async () => {
  databaseUrl = await createDatabase(postgresUrl());
  pool = new Pool({ connectionString: databaseUrl });
  app = await startApp({ DATABASE_URL: databaseUrl, BANATA_API_KEY: apiKey, CRON_SECRET: cronSecret });
});

test.afterAll(async () => {
  expect(await brokenInvariants(async (text) => (await pool.query(text)).rows)).toEqual({});
  await app.stop();
  await pool.end();
});

const banata = () => new BanataAuth({ apiKey, baseUrl: app.url });

async function guest(age = "0 seconds") {
  const { data } = await apiClient(app.url).post<SignedIn>("/api/auth/sign-in/anonymous");
  const id = data?.user.id ?? "";
  await pool.query(
    "UPDATE users SET created_at = now() - $2::interval, last_active_at = now() - $2::interval WHERE id = $1",
    [id, age],
  );
  return id;
}

const isThere = async (id: string) =>
  (await pool.query("SELECT FROM users WHERE id = $1", [id])).rowCount === 1;

/** Runs a module as it stands, where the page's address leads to the server under test, with a key that it knows. */
async function runModule(name: string) {
  mkdirSync(folder, { recursive: true });
  writeFileSync(
    `${folder}/${name}.ts`,
    readFileSync(`e2e/fixtures/${name}.ts.txt`, "utf8").replaceAll(pageKey, apiKey),
  );
  const preload = `const go = fetch; globalThis.fetch = (url, init) => go(String(url).replace("${pageAddress}", "${app.url}"), init);`;
  writeFileSync(`${folder}/address.mjs`, preload);
  const child = spawn(
    process.execPath,
    ["--import", "tsx", "--import", `./${folder}/address.mjs`, `${folder}/${name}.ts`],
    { env: { NODE_ENV: "test", PATH: process.env.PATH }, stdio: ["ignore", "pipe", "pipe"] },
  );
  let output = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk) => (output += chunk));
  const [code] = await once(child, "exit");
  expect(code, output).toBe(0);
}

test("the page's own snippets: switch guests on, set their maximum age, delete the stale ones", async () => {
  const [stale, fresh] = [await guest("31 days"), await guest()];
  await runModule("product-page-admin");
  const { data } = await banata().configuration.getDashboardConfig();
  expect(data.authMethods).toMatchObject({
    anonymous: { enabled: true, maxAge: 30 * 24 * 60 * 60 },
    emailPassword: true,
  });
  expect([await isThere(stale), await isThere(fresh)]).toEqual([false, true]);
  const events = await banata().auditEvents.list({ type: "user.deleted", userId: stale });
  expect(events.data).toHaveLength(1);
});

test("what is saved holds within five seconds on another server, without a restart", async () => {
  const other = await startApp({ DATABASE_URL: databaseUrl });
  const create = async (url: string) =>
    (await apiClient(url).post<SignedIn>("/api/auth/sign-in/anonymous")).status;
  expect([await create(app.url), await create(other.url)]).toEqual([201, 201]);
  await banata().configuration.saveDashboardConfig({ authMethods: { anonymous: false } });
  expect(await create(app.url)).toBe(403);
  await expect.poll(() => create(other.url), { timeout: 5_000, intervals: [200] }).toBe(403);
  await banata().configuration.saveDashboardConfig({ authMethods: { anonymous: true } });
  expect(await create(app.url)).toBe(201);
  await other.stop();
});

test("the SDK tells refusals by their code, and iterates over everybody", async () => {
  const made = [await guest(), await guest(), await guest()];
  const seen: string[] = [];
  for await (const user of banata().users.iterate({ filter: { isAnonymous: true }, limit: 2 }))
    seen.push(user.id);
  expect(seen).toEqual(expect.arrayContaining(made));
  await expect(banata().users.getUser({ userId: "usr_none" })).rejects.toMatchObject({ code: "NOT_FOUND" });
  const stranger = new BanataAuth({ apiKey: "wrong", baseUrl: app.url });
  await expect(stranger.users.listUsers()).rejects.toMatchObject({ code: "INVALID_API_KEY", status: 401 });
  const [from = "", to = ""] = made;
  const receipt = await banata().users.reassignData({ fromUserId: from, toUserId: to });
  expect(receipt.data).toEqual({ fromUserId: from, toUserId: to, counts: {} });
});

test("a dry run, then the scheduler's door, which opens to its secret alone", async () => {
  await banata().configuration.saveDashboardConfig({ authMethods: { anonymous: { maxAge: 3600 } } });
  const idle = await guest("2 hours");
  const { data: plan } = await banata().anonymous.cleanup({ dryRun: true });
  expect(plan).toMatchObject({ deleted: 0, wouldDelete: 1 });
  const api = apiClient(app.url);
  for (const token of [null, "wrong", apiKey])
    expect((await api.get("/api/cron/cleanup", { token })).status).toBe(401);
  expect(await isThere(idle)).toBe(true);
  const run = await api.get<CleanupReport>("/api/cron/cleanup", { token: cronSecret });
  expect(run.data).toMatchObject({ deleted: 1, remaining: 0 });
  expect(await isThere(idle)).toBe(false);
});

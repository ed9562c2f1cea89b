import { readdirSync } from "node:fs";
import { beforeEach, expect, test } from "vitest";
import type { Db } from "@/db/client";
import { type Scope, scopes } from "@/lib/api/admin/scopes";
import { api, partsOf } from "@/lib/api/table";
import { createApiKey, revokeApiKey } from "@/lib/auth/admin/api-keys";
import { adminContextWith, newGuest, newUser, unwrap } from "@/lib/auth/core/testing";
import { managementApi, rootKey } from "@/lib/testing/management-api";
import { testDatabase } from "@/lib/testing/test-database";

const methods = ["GET", "POST", "PATCH", "DELETE"];
const endpoints = Object.entries(api).flatMap(([key, entry]) =>
  "scope" in entry ? [{ ...partsOf(key), scope: entry.scope }] : [],
);

let db: Db;
let call: ReturnType<typeof managementApi>;

beforeEach(async () => {
  db = await testDatabase();
  call = managementApi(db);
});

const routeFiles = readdirSync("app/api/v1", { recursive: true, encoding: "utf8" })
  .filter((file) => file.endsWith("route.ts"))
  .map((file) => `app/api/v1/${file}`);

const pathOf = (file: string) =>
  `/${file
    .replace("app/", "")
    .replace("/route.ts", "")
    .replace(/\[(\w+)\]/g, ":$1")}`;

const keyFor = async (...allowed: Scope[]) =>
  unwrap(await createApiKey(adminContextWith(db), { name: "test", scopes: allowed }));

test("every management endpoint of the table has its route, and every route its endpoint", async () => {
  const served: string[] = [];
  for (const file of routeFiles) {
    for (const method of methods) {
      const { status } = await call(file, method, { id: "usr_none" });
      if (status !== 405) served.push(`${method} ${pathOf(file)}`);
    }
  }
  expect(served.sort()).toEqual(endpoints.map(({ method, path }) => `${method} ${path}`).sort());
});

test.each(routeFiles)("%s takes a valid key with its scope, and nothing else", async (file) => {
  const revoked = await keyFor(...scopes);
  await revokeApiKey(adminContextWith(db), { id: revoked.id });
  const { token } = await newUser(db, "admin@example.com");
  const bad = [null, "", "nonsense", `bk_live_${"a".repeat(43)}`, `${rootKey}x`, token, revoked.key];
  const cookie = { headers: { cookie: `guestbook=${token}; __Host-guestbook=${token}` } };
  for (const { method, scope } of endpoints.filter(({ path }) => path === pathOf(file))) {
    for (const key of bad) {
      const refused = await call(file, method, { id: "usr_none", key, ...cookie });
      expect(refused).toMatchObject({ status: 401, data: null, error: { code: "INVALID_API_KEY" } });
    }
    const { key: unscoped } = await keyFor(...scopes.filter((other) => other !== scope));
    const refused = await call(file, method, { id: "usr_none", key: unscoped });
    expect(refused).toMatchObject({ status: 403, data: null, error: { code: "FORBIDDEN" } });
    const { key } = await keyFor(scope);
    expect([401, 403]).not.toContain((await call(file, method, { id: "usr_none", key })).status);
  }
});

test("thirty bad keys a minute from one address; good ones go on", async () => {
  const from = "203.0.113.9";
  const statuses: number[] = [];
  for (let n = 0; n < 31; n++)
    statuses.push((await call("app/api/v1/users/route.ts", "GET", { key: "bad", from })).status);
  expect(statuses).toEqual([...Array(30).fill(401), 429]);
  expect((await call("app/api/v1/users/route.ts", "GET", { from })).status).toBe(200);
});

const users = "app/api/v1/users/route.ts";
const user = "app/api/v1/users/[id]/route.ts";

test("users come newest first, page by page, also while they are being deleted", async () => {
  const made: string[] = [];
  for (let n = 0; n < 5; n++) made.unshift((await newGuest(db)).user.id);
  const registered = await newUser(db, "jane@example.com");
  const seen: unknown[] = [];
  for (let after: string | null = ""; after !== null; ) {
    const query = `?isAnonymous=true&limit=2${after && `&after=${after}`}`;
    const page = await call(users, "GET", { query });
    const items = page.data as { id: string }[];
    for (const { id } of items) {
      seen.push(id);
      expect((await call(user, "DELETE", { query: "?onlyIfAnonymous=true", id })).data).toEqual({
        deleted: true,
      });
    }
    after = page.listMetadata?.after ?? null;
  }
  expect(seen).toEqual(made);
  expect((await call(users, "GET", { query: "?email=JANE@example.com" })).data).toMatchObject([
    { id: registered.user.id },
  ]);
  expect((await call(users, "GET", { query: "?inactiveFor=60" })).data).toEqual([]);
  expect(
    (await call(user, "DELETE", { query: "?onlyIfAnonymous=true", id: registered.user.id })).error?.code,
  ).toBe("USER_NOT_ANONYMOUS");
  expect((await call(user, "DELETE", { id: made[0] ?? "" })).error?.code).toBe("NOT_FOUND");
});

test.each([
  "?limit=0",
  "?limit=101",
  "?limit=x",
  "?isAnonymous=1",
  "?email=x",
  "?inactiveFor=-1",
  "?after=x",
  ...["2026-02-31T10:00:00.000Z", "0000-01-01T00:00:00.000Z", "2026-01-01T25:00:00.000Z"].map(
    (time) => `?after=${Buffer.from(`${time} usr_1`).toString("base64url")}`,
  ),
  "?nonsense=1",
])("%s is refused", async (query) => {
  expect((await call(users, "GET", { query })).status).toBe(422);
});

test("a user is updated where a field is given, and a guest cannot be an admin", async () => {
  const { user: guest } = await newGuest(db);
  const change = (body: object, id = guest.id) => call(user, "PATCH", { id, body });
  expect(await change({ name: "Ann" })).toMatchObject({ status: 200, data: { name: "Ann", metadata: {} } });
  const metadata = { theme: { dark: true } };
  expect(await change({ metadata })).toMatchObject({ data: { name: "Ann", metadata } });
  expect(await change({ name: null })).toMatchObject({ data: { name: null, metadata } });
  expect(await change({ role: "admin" })).toMatchObject({ status: 403 });
  for (const body of [
    { email: "x@example.com" },
    { isAnonymous: false },
    { metadata: { a: "\0" } },
    { metadata: { a: JSON.parse("[".repeat(100) + "]".repeat(100)) } },
    { name: 1 },
  ])
    expect((await change(body)).status).toBe(422);
  for (const id of ["usr_none", "%00", "\0"]) expect((await change({}, id)).status).toBe(404);
});

import { readdirSync } from "node:fs";
import { resolve } from "node:path";
import { NextRequest } from "next/server";
import { beforeEach, expect, test, vi } from "vitest";
import type { Db } from "@/db/client";
import { testDatabase } from "@/db/testing";
import { createApiKey, revokeApiKey } from "@/lib/auth/api-keys";
import { keeperWith, newGuest, newMember, unwrap } from "@/lib/auth/testing";
import * as management from "@/lib/contract/management";
import { type Scope, scopes } from "@/lib/contract/scopes";
import { processValues } from "@/lib/server/process-wide";
import { connectTo } from "@/lib/server/testing";

const rootKey = "root-key-of-the-tests";
const methods = ["GET", "POST", "PATCH", "DELETE"] as const;
const endpoints = Object.values(management).filter((value) => "path" in value);

type Answer = { data: unknown; error: { code: string } | null; listMetadata?: { after: string | null } };
type Handler = (request: NextRequest, context: { params: Promise<object> }) => Promise<Response>;

let db: Db;
let address = 0;

beforeEach(async () => {
  vi.stubEnv("BANATA_API_KEY", rootKey);
  vi.stubEnv("TRUSTED_PROXIES", "1");
  processValues.delete("env");
  db = await testDatabase();
  connectTo(db);
  return () => {
    vi.unstubAllEnvs();
    processValues.delete("env");
  };
});

const routeFiles = readdirSync("app/api/v1", { recursive: true, encoding: "utf8" })
  .filter((file) => file.endsWith("route.ts"))
  .map((file) => `app/api/v1/${file}`);

const pathOf = (file: string) =>
  `/${file
    .replace("app/", "")
    .replace("/route.ts", "")
    .replace(/\[(\w+)\]/g, ":$1")}`;

type Call = { key?: string | null; body?: object; headers?: Record<string, string>; from?: string };

async function call(
  file: string,
  method: (typeof methods)[number],
  query = "",
  params = {},
  sent: Call = {},
) {
  const route: Record<string, Handler> = await import(resolve(file));
  const { key = rootKey, body, headers, from = `198.18.1.${++address % 250}` } = sent;
  const request = new NextRequest(`http://localhost:3000/x${query}`, {
    method,
    headers: {
      "x-forwarded-for": from,
      "content-type": "application/json",
      ...(key !== null && { authorization: `Bearer ${key}` }),
      ...headers,
    },
    ...(body && { body: JSON.stringify(body) }),
  });
  const response = await route[method]?.(request, { params: Promise.resolve(params) });
  if (!response) throw new Error(`${file} has no ${method}`);
  const answer: Answer = await response.json();
  return { status: response.status, ...answer };
}

const keyFor = async (...allowed: Scope[]) =>
  unwrap(await createApiKey(keeperWith(db), { name: "test", scopes: allowed }));

test("every endpoint of the contract has its route, and every route its endpoint", async () => {
  const served: string[] = [];
  for (const file of routeFiles) {
    for (const method of methods) {
      const { status } = await call(file, method, "", { id: "usr_none" });
      if (status !== 405) served.push(`${method} ${pathOf(file)}`);
    }
  }
  expect(served.sort()).toEqual(endpoints.map(({ method, path }) => `${method} ${path}`).sort());
});

test.each(routeFiles)("%s opens to a good key with its scope alone", async (file) => {
  const revoked = await keyFor(...scopes);
  await revokeApiKey(keeperWith(db), { id: revoked.id });
  const { token } = await newMember(db, "owner@example.com");
  const bad = [null, "", "nonsense", `bk_live_${"a".repeat(43)}`, `${rootKey}x`, token, revoked.key];
  const cookie = { headers: { cookie: `guestbook=${token}; __Host-guestbook=${token}` } };
  for (const { method, scope } of endpoints.filter(({ path }) => path === pathOf(file))) {
    for (const key of bad) {
      const refused = await call(file, method, "", { id: "usr_none" }, { key, ...cookie });
      expect(refused).toMatchObject({ status: 401, data: null, error: { code: "INVALID_API_KEY" } });
    }
    const { key: under } = await keyFor(...scopes.filter((other) => other !== scope));
    const refused = await call(file, method, "", { id: "usr_none" }, { key: under });
    expect(refused).toMatchObject({ status: 403, data: null, error: { code: "FORBIDDEN" } });
    const { key } = await keyFor(scope);
    expect([401, 403]).not.toContain((await call(file, method, "", { id: "usr_none" }, { key })).status);
  }
});

test("thirty bad keys a minute from one address; good ones go on", async () => {
  const from = "203.0.113.9";
  const statuses: number[] = [];
  for (let n = 0; n < 31; n++)
    statuses.push((await call("app/api/v1/users/route.ts", "GET", "", {}, { key: "bad", from })).status);
  expect(statuses).toEqual([...Array(30).fill(401), 429]);
  expect((await call("app/api/v1/users/route.ts", "GET", "", {}, { from })).status).toBe(200);
});

const users = "app/api/v1/users/route.ts";
const user = "app/api/v1/users/[id]/route.ts";

test("users come newest first, page by page, also while they are being deleted", async () => {
  const made: string[] = [];
  for (let n = 0; n < 5; n++) made.unshift((await newGuest(db)).user.id);
  const member = await newMember(db, "jane@example.com");
  const seen: unknown[] = [];
  for (let after: string | null = ""; after !== null; ) {
    const query = `?isAnonymous=true&limit=2${after && `&after=${after}`}`;
    const page = await call(users, "GET", query);
    const items = page.data as { id: string }[];
    for (const { id } of items) {
      seen.push(id);
      expect((await call(user, "DELETE", "?onlyIfAnonymous=true", { id })).data).toEqual({ deleted: true });
    }
    after = page.listMetadata?.after ?? null;
  }
  expect(seen).toEqual(made);
  expect((await call(users, "GET", "?email=JANE@example.com")).data).toMatchObject([{ id: member.user.id }]);
  expect((await call(users, "GET", "?inactiveFor=60")).data).toEqual([]);
  expect((await call(user, "DELETE", "?onlyIfAnonymous=true", { id: member.user.id })).error?.code).toBe(
    "USER_NOT_ANONYMOUS",
  );
  expect((await call(user, "DELETE", "", { id: made[0] })).error?.code).toBe("NOT_FOUND");
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
  expect((await call(users, "GET", query)).status).toBe(422);
});

test("a user is changed where something is given, and a guest is no admin", async () => {
  const { user: guest } = await newGuest(db);
  const change = (body: object, id = guest.id) => call(user, "PATCH", "", { id }, { body });
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

test("organizations have members; a guest may be one, and no owner", async () => {
  const { user: guest } = await newGuest(db);
  const made = await call("app/api/v1/organizations/route.ts", "POST", "", {}, { body: { name: "Choir" } });
  expect(made).toMatchObject({ status: 201, data: { name: "Choir" } });
  const { id } = made.data as { id: string };
  const members = "app/api/v1/organizations/[id]/members/route.ts";
  const add = (body: object) => call(members, "POST", "", { id }, { body });
  expect((await add({ userId: guest.id, role: "owner" })).error?.code).toBe("FULL_ACCOUNT_REQUIRED");
  expect(await add({ userId: guest.id })).toMatchObject({ status: 201, data: { role: "member" } });
  expect((await add({ userId: guest.id })).error?.code).toBe("CONFLICT");
  expect((await add({ userId: "usr_none" })).error?.code).toBe("NOT_FOUND");
  expect((await call(members, "GET", "", { id })).data).toMatchObject([{ userId: guest.id }]);
  const events = await call("app/api/v1/audit-events/route.ts", "GET", "?type=organization.member_added");
  expect(events.data).toMatchObject([{ userId: guest.id, actor: "root key", details: { role: "member" } }]);
});

import { readdirSync } from "node:fs";
import {
  unstable_doesMiddlewareMatch as doesMiddlewareMatch,
  unstable_getResponseFromNextConfig as responseByConfig,
} from "next/experimental/testing/server";
import { NextRequest } from "next/server";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { type Endpoint, perIp } from "@/lib/api/define";
import { api, partsOf } from "@/lib/api/table";
import { processValues } from "@/lib/process-wide";
import { countedBefore, countedHeader, countedMark, countOnce, form } from "@/lib/server/rate-limit/counted";
import { headersFrom } from "@/lib/testing/headers-from";
import { config, middleware } from "./middleware";
import createConfig from "./next.config";

const own = ["env", "calls", "limit stores"];

beforeEach(() => {
  for (const name of own) processValues.delete(name);
  vi.stubEnv("AUTH_SECRET", "a secret of the tests, known to everybody");
  vi.stubEnv("RATE_LIMIT_STORE", "memory");
});

afterEach(() => {
  vi.unstubAllEnvs();
  for (const name of own) processValues.delete(name);
});

const create = "POST /api/auth/sign-in/anonymous";
const upgrade = "POST /api/auth/anonymous/upgrade";
const endpoints = Object.entries<Endpoint>(api);
const limited = endpoints.filter(([, { limits }]) => limits?.some(({ by }) => by === "ip"));
const urlOf = (key: string) => partsOf(key).path.replace(":id", "some_id");
const isMatched = (path: string) =>
  doesMiddlewareMatch({ config: { matcher: config.matcher }, nextConfig: {}, url: path });

/** What public/ and app/ have that is no page. */
const assets = [
  ...readdirSync("public"),
  ...readdirSync("app").filter((name) => /\.(ico|png|svg)$/.test(name)),
  "manifest.webmanifest",
  "_next/static/chunks/some.js",
  "_next/image",
].map((name) => `/${name}`);

let clients = 0;

/** Sends `key` from an address of its own, or from the one that is given. */
function send(key: string, headers: Record<string, string> = {}, address = `192.0.2.${++clients}`) {
  const { method, path } = partsOf(key);
  const url = `http://localhost:3000${path}`;
  return middleware(new NextRequest(url, { method, headers: headersFrom(address, headers) }));
}

/** The headers with which the request goes on. */
function passedOn(response: Response): Headers {
  const prefix = "x-middleware-request-";
  const passed = [...response.headers].filter(([name]) => name.startsWith(prefix));
  return new Headers(passed.map(([name, value]) => [name.slice(prefix.length), value]));
}

test("every endpoint that is limited by address passes through it, creating a guest and upgrading one first of all", () => {
  expect(limited.map(([key]) => key)).toEqual(expect.arrayContaining([create, upgrade]));
  expect(limited.filter(([key]) => !isMatched(urlOf(key)))).toEqual([]);
});

test("so do pages, what Auth.js answers and what a product adds; assets and what changes nothing do not", () => {
  for (const path of [
    "/",
    "/sign-in",
    "/nowhere.png",
    "/api/auth/callback/apple",
    "/api/orders",
    "/api/healthy",
  ])
    expect([path, isMatched(path)]).toEqual([path, true]);
  const passing = endpoints.filter(([key, { scope }]) => scope || key === "GET /api/auth/get-session");
  const others = ["/sw.js", "/offline", "/api/health", "/api/openapi.json", "/api/cron/cleanup", ...assets];
  for (const path of [...passing.map(([key]) => urlOf(key)), ...others])
    expect([path, isMatched(path)]).toEqual([path, false]);
});

test("what it does not meet has a policy by configuration, and everything has the fixed headers", async () => {
  const nextConfig = createConfig("phase-production-server");
  for (const path of [...assets, "/api/auth/get-session", "/api/nothing", "/", "/sign-in"]) {
    const { headers } = await responseByConfig({ url: `http://localhost:3000${path}`, nextConfig });
    expect([path, headers.get("x-content-type-options"), headers.get("x-frame-options")]).toEqual([
      path,
      "nosniff",
      "DENY",
    ]);
    expect(headers.get("strict-transport-security"), path).toContain("max-age=63072000");
    const policy = headers.get("content-security-policy") ?? "";
    expect([path, policy.startsWith("default-src 'none'")]).toEqual([
      path,
      isMatched(path) ? path.startsWith("/api/") : true,
    ]);
  }
});

test.each([create, upgrade])("of %s, one more than the limit is refused there", async (key) => {
  const { max } = endpoints.find(([name]) => name === key)?.[1].limits?.[0] ?? { max: 0 };
  const answers = [];
  for (let call = 0; call <= max; call++) answers.push(await send(key, {}, "198.51.100.1"));
  const refused = answers.pop();
  expect(answers.filter((answer) => answer.headers.get("x-middleware-next") !== "1")).toEqual([]);
  expect(refused?.status).toBe(429);
  expect(await refused?.json()).toMatchObject({
    error: { code: "RATE_LIMITED", details: { retryAfter: 60 } },
  });
  expect(Object.fromEntries(refused?.headers ?? [])).toMatchObject({
    "retry-after": "60",
    "ratelimit-limit": String(max),
    "ratelimit-remaining": "0",
    "ratelimit-reset": "60",
    "x-request-id": expect.stringMatching(/^[0-9a-f-]{36}$/),
  });
  expect((await send(key)).headers.get("x-middleware-next")).toBe("1");
});

test("a handler counts what was not counted, and what was counted for something else", async () => {
  const limits = [perIp("sign-in-anonymous", 30, 60)];
  const entry = { name: create, limits };
  const counted = passedOn(await send(create, {}, "198.51.100.2"));
  expect(countedBefore(counted, create, limits)).toMatchObject({ allowed: true, remaining: 29 });
  expect(await countOnce(counted, entry)).toMatchObject({ remaining: 29 });
  const result = { limit: perIp("upgrade", 10, 60), allowed: true, remaining: 9, resetSeconds: 60 } as const;
  for (const mark of ["1", "", "a b c d", countedMark(upgrade, result), `${counted.get(countedHeader)}0`]) {
    const headers = headersFrom("198.51.100.3");
    headers.set(countedHeader, mark);
    expect(countedBefore(headers, create, limits)).toBeNull();
  }
  const otherwise = headersFrom("198.51.100.4");
  otherwise.set(countedHeader, counted.get(countedHeader) ?? "");
  expect(countedBefore(otherwise, upgrade, limits)).toBeNull();
  expect(await countOnce(headersFrom("198.51.100.4"), entry)).toMatchObject({ remaining: 29 });
});

test("everything else that changes something below /api is counted, whoever answers it", async () => {
  const statuses = [];
  for (let call = 0; call <= 120; call++)
    statuses.push((await send("POST /api/auth/callback/apple", {}, "198.51.100.5")).status);
  expect(statuses).toEqual([...Array(120).fill(200), 429]);
  expect((await send("DELETE /api/auth/sessions/some_id", {}, "198.51.100.5")).status).toBe(429);
  expect((await send("GET /api/auth/sessions", {}, "198.51.100.5")).status).toBe(200);
});

test("three hundred forms a minute pass from one address; the next is told to wait in plain text", async () => {
  const answers = [];
  for (let call = 0; call <= 300; call++) answers.push(await send(`POST /page/${call}`, {}, "198.51.100.6"));
  const refused = answers.pop();
  expect(answers.filter(({ status }) => status !== 200)).toEqual([]);
  expect([refused?.status, refused?.headers.get("content-type")]).toEqual([429, "text/plain"]);
  expect(await refused?.text()).toBe("Too many attempts. Please wait 1 minute.");
  expect(refused?.headers.get("retry-after")).toBe("60");
  const passed = passedOn(answers[0] ?? new Response());
  expect(countedBefore(passed, form.name, form.limits)).toMatchObject({ remaining: 299 });
});

test("a form of another site is refused there; one of this site passes Next's own check whatever a proxy made of Host", async () => {
  vi.stubEnv("AUTH_URL", "https://guestbook.example");
  const host = { host: "app.internal:3000" };
  for (const origin of ["https://guestbook.example", "http://app.internal:3000"]) {
    const passed = passedOn(await send("POST /sign-in", { ...host, origin }));
    expect(passed.get("x-forwarded-host")).toBe(new URL(origin).host);
  }
  vi.mocked(console.error).mockImplementation(() => {});
  const foreign: Record<string, string>[] = [
    { origin: "https://evil.example" },
    { origin: "null" },
    { "sec-fetch-site": "same-site" },
  ];
  for (const headers of foreign) {
    const refused = await send("POST /sign-in", { ...host, ...headers });
    expect(refused.status).toBe(403);
    expect(await refused.text()).toBe("Cross-site request refused.");
  }
  expect(vi.mocked(console.error).mock.lastCall?.[0]).toContain("set AUTH_URL to the address people use");
  vi.mocked(console.error).mockClear();
  expect((await send("GET /sign-in", { "sec-fetch-site": "cross-site" })).status).toBe(200);
});

test("a form larger than JSON may be is refused before it is read", async () => {
  expect((await send("POST /sign-in", { "content-length": "65536" })).status).toBe(200);
  const refused = await send("POST /sign-in", { "content-length": "65537" });
  expect([refused.status, await refused.text()]).toEqual([413, "Request too large."]);
});

test("a document has a policy with a nonce that is new each time, and that nobody chooses", async () => {
  const chosen = {
    "x-nonce": "mine",
    "content-security-policy": "script-src 'nonce-mine'",
    "x-app-path": "/mine",
  };
  const answers = await Promise.all([send("GET /notes?page=2", chosen), send("POST /notes?page=2", chosen)]);
  const nonces = answers.map((answer) => {
    const policy = answer.headers.get("content-security-policy");
    const passed = passedOn(answer);
    const nonce = passed.get("x-nonce");
    expect(policy).toContain(`script-src 'self' 'nonce-${nonce}' 'strict-dynamic'`);
    expect(passed.get("content-security-policy")).toBe(policy);
    expect(passed.get("x-app-path")).toBe("/notes?page=2");
    expect(passed.get("x-request-id")).toBe(answer.headers.get("x-request-id"));
    return nonce;
  });
  expect(new Set(nonces).size).toBe(2);
  for (const nonce of nonces) expect(nonce).toMatch(/^[\w+/]{22}==$/);
});

test.each(["rsc", "next-router-prefetch", "next-action"])(
  "an answer to Next's own script (%s) has none, and its page knows its path",
  async (header) => {
    const answer = await send("GET /notes", {
      [header]: "1",
      "x-nonce": "mine",
      "content-security-policy": "mine",
    });
    expect(answer.headers.has("content-security-policy")).toBe(false);
    const passed = passedOn(answer);
    expect([passed.has("x-nonce"), passed.has("content-security-policy")]).toEqual([false, false]);
    expect(passed.get("x-app-path")).toBe("/notes");
  },
);

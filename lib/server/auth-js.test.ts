import { sql } from "drizzle-orm";
import { headers } from "next/headers";
import { NextRequest } from "next/server";
import { beforeEach, expect, test, vi } from "vitest";
import type { Db } from "@/db/client";
import { StatementFailed } from "@/db/failure";
import { auditEvents, sessions, users } from "@/db/schema";
import { testDatabase } from "@/db/testing";
import { newGuest } from "@/lib/auth/testing";
import { auth } from "./auth-js";
import { authJsRoutes } from "./auth-js-routes";
import { connectTo } from "./testing";

vi.mock("next/headers");

const { GET, POST, PUT } = authJsRoutes;
let db: Db;

beforeEach(async () => {
  vi.stubEnv("AUTH_SECRET", "a secret of the tests, known to everybody");
  db = await testDatabase();
  connectTo(db);
});

function ask(path: string, cookie = "", init: { method?: string; body?: string } = {}): NextRequest {
  const headers = { cookie, host: "evil.example", "content-type": "application/x-www-form-urlencoded" };
  return new NextRequest(`http://evil.example/api/auth/${path}`, { ...init, headers });
}

test("a session is read as the wire shows it, without a token or another column, and sets no cookie of ours", async () => {
  const { user, session, token } = await newGuest(db);
  const response = await GET(ask("session", `guestbook=${token}`));
  expect(await response.json()).toEqual({ user, expires: session.expiresAt });
  expect(response.headers.get("cache-control")).toBe("private, no-store");
  expect(response.headers.getSetCookie()).toEqual([expect.stringMatching(/^authjs\.csrf-token=/)]);
});

test.each([
  ["nobody", async () => ""],
  ["an unknown session", async () => "guestbook=unknown"],
  [
    "an expired session",
    async () => {
      const { token } = await newGuest(db);
      await db.execute(sql`UPDATE sessions SET expires_at = now() - interval '1 second'`);
      return `guestbook=${token}`;
    },
  ],
])("%s is null, and the cookie stays", async (_who, cookie) => {
  const response = await GET(ask("session", await cookie()));
  expect(response.status).toBe(200);
  expect(await response.json()).toBeNull();
  expect(response.headers.getSetCookie().filter((line) => line.startsWith("guestbook"))).toEqual([]);
  expect(await db.$count(sessions)).toBe(await db.$count(users));
});

test("a cookie whose name starts with ours changes nothing", async () => {
  const { user, token } = await newGuest(db);
  const response = await GET(
    ask("session", `guestbook.0=tossed; guestbook=${token}; guestbook-x=1; authjs.callback-url=javascript:1`),
  );
  expect(await response.json()).toMatchObject({ user: { id: user.id } });
});

test("where the database is away it says so, and not that nobody is signed in", async () => {
  const { token } = await newGuest(db);
  connectTo(new StatementFailed("read_session", new Error("connection refused")));
  const response = await GET(ask("session", `guestbook=${token}`));
  expect(response.status).toBe(503);
  expect(await response.json()).toMatchObject({ data: null, error: { code: "UNAVAILABLE" } });
  expect(response.headers.getSetCookie()).toEqual([]);
  vi.mocked(console.error).mockClear();
});

test("auth() tells a page the same, and throws where the database cannot tell", async () => {
  const { user, token } = await newGuest(db);
  vi.mocked(headers).mockResolvedValue(ask("session", `guestbook=${token}`).headers);
  expect(await auth()).toEqual({ user, expires: expect.any(String) });

  connectTo(new StatementFailed("read_session", new Error("connection refused")));
  await expect(auth()).rejects.toThrow(StatementFailed);

  vi.mocked(headers).mockResolvedValue(ask("session").headers);
  expect(await auth()).toBeNull();
});

async function csrf(): Promise<{ csrfToken: string; cookie: string }> {
  const response = await GET(ask("csrf"));
  const { csrfToken }: { csrfToken: string } = await response.json();
  return { csrfToken, cookie: response.headers.getSetCookie()[0]?.split(";")[0] ?? "" };
}

test("Auth.js's sign-out ends the session, writes it down and clears the cookie", async () => {
  const { user, token } = await newGuest(db);
  const { csrfToken, cookie } = await csrf();
  const body = new URLSearchParams({ csrfToken, callbackUrl: "https://evil.example/" }).toString();
  const response = await POST(ask("signout", `${cookie}; guestbook=${token}`, { method: "POST", body }));
  expect(response.headers.get("location")).toBe("http://localhost:3000");
  expect(response.headers.getSetCookie().join()).toMatch(/guestbook=;.*Max-Age=0/);
  const events = await db.select({ type: auditEvents.type, userId: auditEvents.userId }).from(auditEvents);
  expect(events).toContainEqual({ type: "user.signed_out", userId: user.id });
});

test("a sign-out without the CSRF token changes nothing", async () => {
  const { user, token } = await newGuest(db);
  const response = await POST(
    ask("signout", `guestbook=${token}`, { method: "POST", body: "csrfToken=guessed" }),
  );
  expect(response.headers.get("location")).toBe("http://localhost:3000/sign-in?error=MissingCSRF");
  expect(response.headers.getSetCookie().join()).not.toMatch(/guestbook=/);
  expect(await (await GET(ask("session", `guestbook=${token}`))).json()).toMatchObject({
    user: { id: user.id },
  });
  vi.mocked(console.error).mockClear();
});

test.each(["nothing", "signout/github", "webauthn-options", "verify-request", "error", "session/x"])(
  "%s is not there",
  async (path) => {
    const response = await GET(ask(path));
    expect(response.status).toBe(404);
    expect(await response.json()).toMatchObject({ error: { code: "NOT_FOUND" } });
  },
);

test("another method is refused, and told which there are", async () => {
  const response = await PUT(ask("session", "", { method: "PUT" }));
  expect(response.status).toBe(405);
  expect(response.headers.get("allow")).toBe("GET");
  expect((await GET(ask("signout"))).headers.get("allow")).toBe("POST");
});

import { NextRequest } from "next/server";
import { beforeEach, expect, test, vi } from "vitest";
import { POST as upgradeRoute } from "@/app/api/auth/anonymous/upgrade/route";
import { POST as createGuestRoute } from "@/app/api/auth/sign-in/anonymous/route";
import { POST as signInRoute } from "@/app/api/auth/sign-in/email/route";
import { POST as signUpRoute } from "@/app/api/auth/sign-up/email/route";
import type { Db } from "@/db/client";
import { countRows, newUser } from "@/lib/auth/core/testing";
import { connectTo } from "@/lib/testing/next-headers";
import { testDatabase } from "@/lib/testing/test-database";

vi.mock("next/server", async (original) => ({ ...(await original<object>()), after: () => {} }));

type Route = typeof createGuestRoute;

const jane = { email: "jane@example.com", password: "correct horse battery" };
const key = "k".repeat(43);

let db: Db;
let address = 0;

beforeEach(async () => {
  db = await testDatabase();
  connectTo(db);
});

/** Sends what a browser sends, from an address of its own; the answer with the secret in its cookie. */
async function send(
  route: Route,
  body: object,
  { cookie, key }: { cookie?: string | null; key?: string } = {},
) {
  const request = new NextRequest("http://localhost:3000/x", {
    method: "POST",
    headers: {
      "content-type": "application/json",
      "sec-fetch-site": "same-origin",
      "x-app-peer": `198.18.0.${++address % 250}`,
      ...(cookie && { cookie: `guestbook=${cookie}` }),
      ...(key && { "idempotency-key": key }),
    },
    body: JSON.stringify(body),
  });
  const response = await route(request, { params: Promise.resolve({}) });
  const answer = await response.json();
  const secret = /^guestbook=([\w-]+);/.exec(response.headers.getSetCookie()[0] ?? "")?.[1] ?? null;
  return { status: response.status, ...answer, secret };
}

const newGuestCookie = async () => (await send(createGuestRoute, {})).secret;

test("the same creation with the same key is the same guest and the same cookie, at once too", async () => {
  const first = await send(createGuestRoute, {}, { key });
  expect(first).toMatchObject({ status: 201, secret: expect.stringMatching(/^[\w-]{43}$/) });
  expect(await send(createGuestRoute, {}, { key })).toEqual(first);
  const others = await Promise.all(
    [1, 2, 3].map(() => send(createGuestRoute, {}, { key: "other".padEnd(43, "k") })),
  );
  expect(new Set(others.map(({ secret }) => secret)).size).toBe(1);
  expect(await countRows(db, "users")).toBe(2);
});

test("an upgrade whose answer was lost is answered again; two clicks are one answer", async () => {
  const cookie = await newGuestCookie();
  const [first, second] = await Promise.all([1, 2].map(() => send(upgradeRoute, jane, { cookie, key })));
  expect(first).toMatchObject({ status: 200, data: { user: { isAnonymous: false } } });
  expect(second).toEqual(first);
  expect(await send(upgradeRoute, jane, { cookie, key })).toEqual(first);
  expect(await countRows(db, "mail_outbox")).toBe(1);
});

test("without the key, with another key or another body a replaced secret opens nothing", async () => {
  const cookie = await newGuestCookie();
  await send(upgradeRoute, jane, { cookie, key });
  for (const [body, other] of [
    [jane, undefined],
    [jane, "o".repeat(43)],
    [{ ...jane, name: "Jane" }, key],
  ] as const) {
    const refused = await send(upgradeRoute, body, { cookie, ...(other && { key: other }) });
    expect(refused).toMatchObject({ status: 401, error: { code: "SESSION_ROTATED" }, secret: null });
  }
});

test("a sign-up and a sign-in are answered again, with their status", async () => {
  const created = await send(signUpRoute, jane, { key });
  expect(created.status).toBe(201);
  expect(await send(signUpRoute, jane, { key })).toEqual(created);
  await newUser(db, "ann@example.com");
  const cookie = await newGuestCookie();
  const ann = { ...jane, email: "ann@example.com" };
  const signedIn = await send(signInRoute, ann, { cookie, key });
  expect(signedIn).toMatchObject({ status: 200, secret: expect.any(String) });
  expect(await send(signInRoute, ann, { cookie, key })).toEqual(signedIn);
  expect(await countRows(db, "sessions")).toBe(3);
});

test("a key that is not 43 to 128 letters, digits, - or _ is refused", async () => {
  for (const bad of ["1", "k".repeat(42), "k".repeat(129), `${"k".repeat(43)}!`]) {
    const refused = await send(createGuestRoute, {}, { key: bad });
    expect(refused).toMatchObject({ status: 422, error: { code: "VALIDATION_FAILED" }, secret: null });
  }
});

import { sql } from "drizzle-orm";
import { NextRequest } from "next/server";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { POST as recoverRoute } from "@/app/api/auth/anonymous/recover/route";
import { POST as recoveryCodeRoute } from "@/app/api/auth/anonymous/recovery-code/route";
import { POST as upgradeRoute } from "@/app/api/auth/anonymous/upgrade/route";
import { POST as magicLinkRoute } from "@/app/api/auth/magic-link/route";
import { POST as verifyLinkRoute } from "@/app/api/auth/magic-link/verify/route";
import { POST as passkeyOptionsRoute } from "@/app/api/auth/passkey/register/options/route"; // eject: passkeys
import { POST as registerRoute } from "@/app/api/auth/passkey/register/route"; // eject: passkeys
import { POST as passkeyRequestRoute } from "@/app/api/auth/passkey/sign-in/options/route"; // eject: passkeys
import { POST as passkeySignInRoute } from "@/app/api/auth/passkey/sign-in/route"; // eject: passkeys
import { POST as changePasswordRoute } from "@/app/api/auth/password/change/route";
import { POST as forgotRoute } from "@/app/api/auth/password/forgot/route";
import { POST as resetRoute } from "@/app/api/auth/password/reset/route";
import { POST as createGuestRoute } from "@/app/api/auth/sign-in/anonymous/route";
import { POST as signInRoute } from "@/app/api/auth/sign-in/email/route";
import { POST as signUpRoute } from "@/app/api/auth/sign-up/email/route";
import type { Db } from "@/db/client";
import type { Endpoint } from "@/lib/api/define";
import { api } from "@/lib/api/table";
import { countRows, newUser, rows } from "@/lib/auth/core/testing";
import { processValues } from "@/lib/process-wide";
import { derivedSecrets } from "@/lib/server/context";
import { saveCurrentConfig } from "@/lib/server/settings"; // eject: passkeys
import { answerBy, makePasskey } from "@/lib/testing/authenticator"; // eject: passkeys
import { connectTo } from "@/lib/testing/next-headers";
import { testDatabase } from "@/lib/testing/test-database";

vi.mock("next/server", async (original) => ({ ...(await original<object>()), after: () => {} }));

type Route = typeof createGuestRoute;

const jane = { email: "jane@example.com", password: "correct horse battery" };
const key = "k".repeat(43);
const origin = "http://localhost:3000"; // eject: passkeys

let db: Db;
let address = 0;

const own = ["calls", "config", "limit stores", "socket mark"];
const forgetAll = () => own.forEach((name) => void processValues.delete(name));

beforeEach(async () => {
  forgetAll();
  processValues.set("socket mark", "mark");
  db = await testDatabase();
  connectTo(db);
});

afterEach(forgetAll);

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
      "x-app-peer": `mark 198.18.${++address >> 8}.${address & 255}`,
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

const mailedTokenId = async () => {
  const [mail] = await rows<{ id: string }>(db, sql`SELECT token_id AS id FROM mail_outbox ORDER BY id DESC`);
  return mail?.id ?? "";
};

async function askedForLink(): Promise<{ cookie: string | null }> {
  const cookie = await newGuestCookie();
  await send(magicLinkRoute, { email: jane.email }, { cookie });
  return { cookie };
}

async function upgraded(): Promise<string | null> {
  return (await send(upgradeRoute, jane, { cookie: await newGuestCookie() })).secret;
}

type Sent = { route: Route; body: object; cookie?: string | null };

// eject-start: passkeys
async function switchPasskeysOn() {
  const ctx = {
    db,
    clock: () => new Date(),
    actor: { type: "command_line" } as const,
    providers: {},
    hooks: {},
  };
  await saveCurrentConfig(ctx, { authMethods: { passkey: true } });
}
// eject-end: passkeys

/** For every endpoint that opens a session: a request to it, by a browser that may send it. */
const opening: Record<string, () => Promise<Sent>> = {
  "POST /api/auth/sign-in/anonymous": async () => ({ route: createGuestRoute, body: {} }),
  "POST /api/auth/anonymous/upgrade": async () => ({
    route: upgradeRoute,
    body: jane,
    cookie: await newGuestCookie(),
  }),
  "POST /api/auth/sign-up/email": async () => ({ route: signUpRoute, body: jane }),
  "POST /api/auth/sign-in/email": async () => {
    await newUser(db, jane.email, jane.password);
    return { route: signInRoute, body: jane, cookie: await newGuestCookie() };
  },
  "POST /api/auth/magic-link/verify": async () => {
    const asked = await askedForLink();
    return {
      route: verifyLinkRoute,
      body: { token: derivedSecrets().mailSecret(await mailedTokenId()) },
      ...asked,
    };
  },
  "POST /api/auth/magic-link/verify by code": async () => {
    const asked = await askedForLink();
    const code = derivedSecrets().mailCode(await mailedTokenId());
    return { route: verifyLinkRoute, body: { email: jane.email, code }, ...asked };
  },
  "POST /api/auth/password/reset": async () => {
    await newUser(db, jane.email);
    await send(forgotRoute, { email: jane.email });
    const token = derivedSecrets().mailSecret(await mailedTokenId());
    return { route: resetRoute, body: { token, password: "another horse battery" } };
  },
  "POST /api/auth/password/change": async () => ({
    route: changePasswordRoute,
    body: { currentPassword: jane.password, newPassword: "another horse battery" },
    cookie: await upgraded(),
  }),
  "POST /api/auth/anonymous/recover": async () => {
    const { data } = await send(recoveryCodeRoute, {}, { cookie: await newGuestCookie() });
    return { route: recoverRoute, body: { code: data.code }, cookie: await newGuestCookie() };
  },
  // eject-start: passkeys
  "POST /api/auth/passkey/register": async () => {
    const cookie = await newGuestCookie();
    const { data } = await send(passkeyOptionsRoute, {}, { cookie });
    const { credential } = makePasskey(data, { origin });
    return { route: registerRoute, body: { credential }, cookie };
  },
  "POST /api/auth/passkey/sign-in": async () => {
    const owner = await newGuestCookie();
    const { passkey, credential } = makePasskey(
      (await send(passkeyOptionsRoute, {}, { cookie: owner })).data,
      { origin },
    );
    await send(registerRoute, { credential }, { cookie: owner });
    const cookie = await newGuestCookie();
    const { data } = await send(passkeyRequestRoute, {}, { cookie });
    return { route: passkeySignInRoute, body: { credential: answerBy(passkey, data, { origin }) }, cookie };
  },
  // eject-end: passkeys
};

test("every endpoint that opens a session is in the list below", () => {
  const opens = Object.entries<Endpoint>(api).filter(([, { session }]) => session === "opens");
  const listed = Object.keys(opening).map((name) => name.replace(/ by code$/, ""));
  expect([...new Set(listed)].sort()).toEqual(opens.map(([name]) => name).sort());
});

test.each(Object.entries(opening))(
  "%s: the answer that was lost is given again to the browser that sent it, and to nobody else",
  async (name, prepare) => {
    await switchPasskeysOn(); // eject: passkeys
    const { route, body, cookie = null } = await prepare();
    const first = await send(route, body, { cookie, key });
    expect(first).toMatchObject({ error: null, secret: expect.stringMatching(/^[\w-]{43}$/) });
    const sessions = await countRows(db, "sessions");
    for (let again = 0; again < 2; again++) expect(await send(route, body, { cookie, key })).toEqual(first);
    expect(await countRows(db, "sessions")).toBe(sessions);
    if (name.endsWith("sign-in/anonymous")) return;
    const others = [
      { cookie, key: "o".repeat(43) },
      { cookie: await newGuestCookie(), key },
    ];
    for (const other of others) {
      const refused = await send(route, body, other);
      // Whoever knows the password signs in, to a session of their own.
      if (/sign-in\/email$/.test(name)) expect(refused.secret).not.toBe(first.secret);
      else expect(refused).toMatchObject({ data: null, secret: null });
    }
  },
);

test("a key that is not 43 to 128 letters, digits, - or _ is refused", async () => {
  for (const bad of ["1", "k".repeat(42), "k".repeat(129), `${"k".repeat(43)}!`]) {
    const refused = await send(createGuestRoute, {}, { key: bad });
    expect(refused).toMatchObject({ status: 422, error: { code: "VALIDATION_FAILED" }, secret: null });
  }
});

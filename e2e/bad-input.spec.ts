import type { SignedIn } from "@/lib/api/shapes";
import { type Api, apiClient, type Call } from "@/lib/testing/api";
import { password } from "@/lib/testing/people";
import { expect, test } from "./fixtures";

const doors = [
  "/api/auth/sign-in/anonymous",
  "/api/auth/anonymous/upgrade",
  "/api/auth/sign-up/email",
  "/api/auth/sign-in/email",
  "/api/auth/verify-email",
  "/api/auth/verify-email/resend",
  "/api/auth/sign-out",
];

const account = { email: "bad-input@example.com", password };
const json = { "content-type": "application/json" };

type Refusal = { name: string; call: Call; status: number; code: string };

const notAnObject: Refusal[] = [
  "[]",
  "null",
  "1",
  '"text"',
  "true",
  "{",
  "{'a':1}",
  "\uFEFF{",
  "{}{}",
  "undefined",
].map((body) => ({
  name: `the body ${body}`,
  call: { body, headers: json },
  status: 400,
  code: "INVALID_JSON",
}));

const wrongForEveryDoor: Refusal[] = [
  ...notAnObject,
  {
    name: "text",
    call: { body: "{}", headers: { "content-type": "text/plain" } },
    status: 415,
    code: "UNSUPPORTED_MEDIA_TYPE",
  },
  {
    name: "a form",
    call: { body: "email=a%40example.com", headers: { "content-type": "application/x-www-form-urlencoded" } },
    status: 415,
    code: "UNSUPPORTED_MEDIA_TYPE",
  },
  { name: "65 KiB", call: { body: { padding: "x".repeat(65 * 1024) } }, status: 413, code: "BODY_TOO_LARGE" },
  ...["isAnonymous", "role", "id", "userId", "emailVerified", "metadata", "__proto__", "constructor"].map(
    (field) => ({
      name: `the extra field ${field}`,
      call: {
        body: `{"email":"x@example.com","password":"${password}","token":"t","${field}":"admin"}`,
        headers: json,
      },
      status: 422,
      code: "VALIDATION_FAILED",
    }),
  ),
];

const wrongAccounts: { name: string; body: object; code: string }[] = [
  { name: "nothing", body: {}, code: "INVALID_EMAIL" },
  ...[
    null,
    1,
    true,
    [],
    {},
    "",
    "a",
    "a@",
    "@b.c",
    "a b@example.com",
    "a@example",
    "a@exa mple.com",
    "<a@example.com>",
  ].map((email) => ({
    name: `the address ${JSON.stringify(email)}`,
    body: { email, password },
    code: "INVALID_EMAIL",
  })),
  { name: "two addresses", body: { email: "a@example.com,b@example.com", password }, code: "INVALID_EMAIL" },
  {
    name: "an address with a line break",
    body: { email: "a@example.com\r\nBcc: b@example.com", password },
    code: "INVALID_EMAIL",
  },
  { name: "NUL in the address", body: { email: "a\0@example.com", password }, code: "INVALID_EMAIL" },
  {
    name: "a lone surrogate in the address",
    body: { email: "a\ud800@example.com", password },
    code: "INVALID_EMAIL",
  },
  {
    name: "an endless address",
    body: { email: `${"a".repeat(300)}@example.com`, password },
    code: "INVALID_EMAIL",
  },
  ...[null, 1, true, [], {}].map((wrong) => ({
    name: `the password ${JSON.stringify(wrong)}`,
    body: { ...account, password: wrong },
    code: "VALIDATION_FAILED",
  })),
  { name: "no password", body: { email: account.email }, code: "VALIDATION_FAILED" },
  { name: "NUL in the password", body: { ...account, password: `${password}\0` }, code: "VALIDATION_FAILED" },
  {
    name: "a lone surrogate in the password",
    body: { ...account, password: `${password}\udfff` },
    code: "VALIDATION_FAILED",
  },
  { name: "257 code points", body: { ...account, password: "é".repeat(257) }, code: "PASSWORD_TOO_LONG" },
];

const wrongNewAccounts = [
  ...[1, true, [], {}].map((name) => ({
    name: `the name ${JSON.stringify(name)}`,
    body: { ...account, name },
    code: "VALIDATION_FAILED",
  })),
  { name: "NUL in the name", body: { ...account, name: "Jane\0" }, code: "VALIDATION_FAILED" },
  { name: "a lone surrogate in the name", body: { ...account, name: "\udc00" }, code: "VALIDATION_FAILED" },
  { name: "an endless name", body: { ...account, name: "x".repeat(5000) }, code: "VALIDATION_FAILED" },
  { name: "an empty password", body: { ...account, password: "" }, code: "PASSWORD_TOO_SHORT" },
  // Seven emoji are fourteen UTF-16 units.
  { name: "seven code points", body: { ...account, password: "🐘".repeat(7) }, code: "PASSWORD_TOO_SHORT" },
  { name: "a common password", body: { ...account, password: "password123" }, code: "PASSWORD_TOO_COMMON" },
  {
    name: "the address as password",
    body: { ...account, password: account.email.toUpperCase() },
    code: "PASSWORD_TOO_COMMON",
  },
];

const everything =
  "SELECT (SELECT count(*) FROM users)::int AS users, (SELECT count(*) FROM sessions)::int AS sessions, (SELECT count(*) FROM audit_events)::int AS events";

/** Each call from an address of its own, so that no limit answers in place of the door. */
async function refused(url: string, path: string, { name, call, status, code }: Refusal) {
  await test.step(name, async () => {
    const answer = await apiClient(url).post(path, call);
    expect(answer, `${path}: ${name}`).toMatchObject({ status, data: null, error: { code, status } });
    expect(answer.headers.getSetCookie()).toEqual([]);
    expect(answer.headers.get("content-type")).toContain("application/json");
  });
}

async function guest(api: Api) {
  const { data } = await api.post<SignedIn>("/api/auth/sign-in/anonymous");
  if (!data?.session.token) throw new Error("no guest");
  return { ...data, token: data.session.token };
}

for (const path of doors) {
  test(`POST ${path} refuses whatever is no JSON object of the right shape`, async ({ server, api, db }) => {
    const { token } = await guest(api);
    const before = await db(everything);
    for (const refusal of wrongForEveryDoor) {
      await refused(server.app.url, path, { ...refusal, call: { ...refusal.call, token } });
    }
    expect(await db(everything)).toEqual(before);
    const session = await api.get<SignedIn>("/api/auth/get-session", { token });
    expect(session.data?.user.isAnonymous).toBe(true);
  });

  test(`${path} knows no other method`, async ({ server }) => {
    for (const method of ["GET", "PUT", "PATCH", "DELETE"]) {
      const response = await fetch(server.app.url + path, { method });
      expect(response.status, method).toBe(405);
      expect(response.headers.get("allow")).toContain("POST");
    }
  });
}

test("an upgrade and a sign-up refuse every wrong account, and the guest stays a guest", async ({
  server,
  api,
  db,
}) => {
  const { token, user } = await guest(api);
  const before = await db(everything);
  for (const { name, body, code } of [...wrongAccounts, ...wrongNewAccounts]) {
    await refused(server.app.url, "/api/auth/anonymous/upgrade", {
      name,
      call: { body, token },
      status: 422,
      code,
    });
    await refused(server.app.url, "/api/auth/sign-up/email", { name, call: { body }, status: 422, code });
  }
  expect(await db(everything)).toEqual(before);
  const session = await api.get<SignedIn>("/api/auth/get-session", { token });
  expect(session.data?.user).toEqual(user);
});

test("a sign-in refuses every wrong shape before it looks anybody up", async ({ server }) => {
  for (const { name, body, code } of wrongAccounts) {
    await refused(server.app.url, "/api/auth/sign-in/email", { name, call: { body }, status: 422, code });
  }
});

test("a request of another site changes nothing", async ({ api, db }) => {
  const before = await db(everything);
  const foreign: Record<string, string>[] = [
    { "sec-fetch-site": "cross-site" },
    { "sec-fetch-site": "same-site" },
    { origin: "https://evil.example" },
    { origin: "null" },
  ];
  for (const headers of foreign) {
    for (const path of doors) {
      expect(await api.post(path, { headers })).toMatchObject({
        status: 403,
        error: { code: "CROSS_SITE_REQUEST" },
      });
    }
  }
  expect(await db(everything)).toEqual(before);
});

test("whatever a browser brings in place of our cookie, it gets one of ours", async ({ baseURL }) => {
  const written = ["", "%0A", "%E2%82%AC", "a%3B%20Domain=example.com", "x".repeat(5_000)];
  for (const [number, value] of written.entries()) {
    const answer = await fetch(`${baseURL}/api/auth/magic-link`, {
      method: "POST",
      headers: { ...json, cookie: `gb_mail=${value}`, "x-forwarded-for": `198.51.100.${number + 1}` },
      body: JSON.stringify({ email: `cookie-${number}@example.com`, callbackURL: "/" }),
    });
    expect(answer.status, value).toBe(202);
    expect(answer.headers.getSetCookie(), value).toEqual([expect.stringMatching(/^gb_mail=[\w-]{43}; /)]);
  }
});

test("a path that is no endpoint is not found, in the envelope of the others", async ({ api }) => {
  for (const path of ["/api", "/api/nothing", "/api/v1/nothing", "/api/auth/nothing", "/api/auth/a/b/c"]) {
    const notFound = { status: 404, data: null, error: { code: "NOT_FOUND" } };
    expect(await api.get(path), path).toMatchObject(notFound);
    expect(await api.post(path, { body: {} }), path).toMatchObject(notFound);
  }
});

import type { Page } from "@playwright/test";
import type { Envelope } from "@/lib/api/errors";
import type { SignedIn } from "@/lib/api/shapes";
import type { SocialIntent, SocialProvider } from "@/lib/api/social";
import { createDatabase, createTemplate } from "@/lib/testing/database";
import { startPostgres } from "@/lib/testing/postgres";
import { expect } from "./fixtures";
import { credentials, test } from "./provider-fixtures";
import { startApp } from "./support/app";

/** Calls an endpoint as a script in the page would. */
function call<T>(page: Page, path: string, body?: object): Promise<Envelope<T>> {
  return page.evaluate(
    async ([path, body]) => {
      const init = {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify(body),
      };
      return (await fetch(path, body ? init : {})).json();
    },
    [path, body] as const,
  );
}

async function session(page: Page): Promise<SignedIn> {
  const { data } = await call<SignedIn | null>(page, "/api/auth/get-session");
  if (!data) throw new Error("nobody is signed in");
  return data;
}

/** On a page that makes nobody a guest by itself. */
async function becomeGuest(page: Page): Promise<SignedIn> {
  await page.goto("/sign-in");
  await call(page, "/api/auth/sign-in/anonymous", {});
  return session(page);
}

async function start(
  page: Page,
  intent: SocialIntent,
  provider: SocialProvider,
  callbackURL = "/account?from=test",
) {
  const path = intent === "upgrade" ? "/api/auth/anonymous/upgrade-social" : "/api/auth/sign-in/social";
  const { data, error } = await call<{ url: string }>(page, path, { provider, callbackURL });
  if (!data) throw new Error(error?.code);
  return data.url;
}

/** Goes there, and waits until the browser is back on a page of ours. */
async function leave(page: Page, ...way: [SocialIntent, SocialProvider, string?]) {
  const here = page.url();
  const url = await start(page, ...way);
  await page.evaluate((url) => window.location.assign(url), url);
  await page.waitForURL(
    (url) => url.hostname === "localhost" && !url.pathname.startsWith("/api/") && url.href !== here,
  );
}

async function leaveForOpenId(page: Page, as: string, ...way: [SocialIntent, SocialProvider, string?]) {
  const url = await start(page, ...way);
  await page.route(/fonts\.g/, (route) => route.fulfill({ body: "" }));
  await page.evaluate((url) => window.location.assign(url), url);
  await page.getByPlaceholder("Enter any login").fill(as);
  await page.getByPlaceholder("and password").fill("any");
  await page.getByRole("button", { name: "Sign-in" }).click();
  await page.getByRole("button", { name: "Continue" }).click();
  await page.waitForURL(/^http:\/\/localhost:\d+\/(?!api\/)/);
}

async function cookieOf(page: Page) {
  return (await page.context().cookies()).find(({ name }) => name === "guestbook")?.value;
}

/** A failure leaves the guest, its cookie and everything else as they were, and no cookie of the attempt. */
async function expectStillGuest(page: Page, before: SignedIn, cookie: string | undefined) {
  expect(await session(page)).toMatchObject({ user: { id: before.user.id, isAnonymous: true, email: null } });
  expect(await cookieOf(page)).toBe(cookie);
  const left = (await page.context().cookies("http://localhost")).map(({ name }) => name);
  expect(left.filter((name) => /social-|state|nonce|pkce/.test(name))).toEqual([]);
}

test("upgrading with an OpenID provider keeps the user, the session and the work, with a new secret", async ({
  page,
  openId,
  db,
}) => {
  openId.people.set("ann", {
    email: "ann@example.com",
    email_verified: true,
    name: "Ann",
    picture: "https://example.com/a.png",
  });
  const before = await becomeGuest(page);
  const cookie = await cookieOf(page);
  await leaveForOpenId(page, "ann", "upgrade", "oidc");
  expect(new URL(page.url()).pathname + new URL(page.url()).search).toBe("/account?from=test");
  const after = await session(page);
  expect(after).toMatchObject({
    user: {
      id: before.user.id,
      isAnonymous: false,
      email: "ann@example.com",
      emailVerified: true,
      name: "Ann",
      image: "https://example.com/a.png",
    },
    session: { id: before.session.id },
  });
  expect(await cookieOf(page)).not.toBe(cookie);
  const [account] = await db("SELECT * FROM accounts WHERE user_id = $1", [before.user.id]);
  // No token of the provider is kept.
  const kept = Object.entries(account ?? {}).filter(([, value]) => value !== null);
  expect(kept.map(([column]) => column).sort()).toEqual([
    "created_at",
    "id",
    "provider",
    "provider_account_id",
    "type",
    "user_id",
  ]);
  expect(account).toMatchObject({ provider: "oidc", provider_account_id: "ann" });
});

test("signing in elsewhere later opens the same account; a guest's browser switches and the guest is kept", async ({
  page,
  newVisitor,
  openId,
  db,
}) => {
  openId.people.set("bob", { name: "Bob" });
  const bob = await becomeGuest(page);
  await leaveForOpenId(page, "bob", "upgrade", "google");
  expect((await session(page)).user).toMatchObject({ id: bob.user.id, email: null, name: "Bob" });

  const elsewhere = await newVisitor();
  await elsewhere.goto("/sign-in");
  await leaveForOpenId(elsewhere, "bob", "sign-in", "google");
  expect((await session(elsewhere)).user.id).toBe(bob.user.id);

  const other = await newVisitor();
  const guest = await becomeGuest(other);
  await leaveForOpenId(other, "bob", "sign-in", "google");
  expect((await session(other)).user.id).toBe(bob.user.id);
  expect(await db("SELECT is_anonymous FROM users WHERE id = $1", [guest.user.id])).toEqual([
    { is_anonymous: true },
  ]);
});

test("a visitor's first sign-in makes a registered user; a guest's is an upgrade in place", async ({
  page,
  newVisitor,
  openId,
  db,
}) => {
  openId.people.set("cy", { email: "cy@example.com", email_verified: true });
  await page.goto("/sign-in");
  await leaveForOpenId(page, "cy", "sign-in", "oidc");
  const { user } = await session(page);
  expect(user).toMatchObject({ isAnonymous: false, email: "cy@example.com" });
  expect(await db("SELECT type FROM audit_events WHERE user_id = $1 ORDER BY id", [user.id])).toContainEqual({
    type: "user.created",
  });

  const other = await newVisitor();
  const guest = await becomeGuest(other);
  await leaveForOpenId(other, "dee", "sign-in", "oidc");
  expect(await session(other)).toMatchObject({
    user: { id: guest.user.id, isAnonymous: false },
    session: { id: guest.session.id },
  });
});

test("an address that the provider does not call verified is not taken", async ({ page, openId }) => {
  openId.people.set("eve", { email: "victim@example.com", email_verified: false });
  await becomeGuest(page);
  await leaveForOpenId(page, "eve", "upgrade", "oidc");
  expect((await session(page)).user).toMatchObject({ isAnonymous: false, email: null });
});

test("somebody else's account or address: back where the guest came from, told why, a guest as before", async ({
  page,
  newVisitor,
  openId,
}) => {
  openId.people.set("fay", { email: "fay@example.com", email_verified: true });
  await becomeGuest(page);
  await leaveForOpenId(page, "fay", "upgrade", "oidc");

  const other = await newVisitor();
  const guest = await becomeGuest(other);
  const cookie = await cookieOf(other);
  await leaveForOpenId(other, "fay", "upgrade", "oidc");
  expect(new URL(other.url()).search).toBe("?from=test&error=ACCOUNT_ALREADY_LINKED");
  await expectStillGuest(other, guest, cookie);

  openId.people.set("fay-again", { email: "FAY@example.com", email_verified: true });
  await other.context().clearCookies({ domain: "127.0.0.1" });
  await leaveForOpenId(other, "fay-again", "upgrade", "oidc");
  expect(new URL(other.url()).search).toBe("?from=test&error=EMAIL_ALREADY_IN_USE");
  await expectStillGuest(other, guest, cookie);
});

test("cancelling at the provider leaves the guest a guest", async ({ page }) => {
  const guest = await becomeGuest(page);
  const cookie = await cookieOf(page);
  const url = await start(page, "upgrade", "oidc");
  await page.route(/fonts\.g/, (route) => route.fulfill({ body: "" }));
  await page.evaluate((url) => window.location.assign(url), url);
  await page.getByRole("link", { name: /cancel/i }).click();
  await page.waitForURL(/\/auth-error/);
  await expect(page.getByRole("heading", { name: "Sign-in cancelled" })).toBeVisible();
  await expect(page.getByRole("link", { name: "Go back" })).toHaveAttribute("href", "/account?from=test");
  await expectStillGuest(page, guest, cookie);
});

test("upgrading with GitHub: its own code, and an address only where its list says verified", async ({
  page,
  newVisitor,
  others,
}) => {
  others.gitHub.user = {
    id: 4711,
    login: "gail",
    name: null,
    email: null,
    avatar_url: "https://example.com/g.png",
  };
  others.gitHub.emails = [
    { email: "gail@users.example", primary: false, verified: true, visibility: null },
    { email: "gail@example.com", primary: true, verified: true, visibility: "private" },
  ];
  const guest = await becomeGuest(page);
  await leave(page, "upgrade", "github");
  expect((await session(page)).user).toMatchObject({
    id: guest.user.id,
    isAnonymous: false,
    name: "gail",
    email: "gail@example.com",
    emailVerified: true,
  });

  others.gitHub.user = { id: 4712, login: "hal", name: "Hal", email: "hal@example.com", avatar_url: "" };
  others.gitHub.emails = [{ email: "hal@example.com", primary: true, verified: false, visibility: "public" }];
  const other = await newVisitor();
  await becomeGuest(other);
  await leave(other, "upgrade", "github");
  expect((await session(other)).user).toMatchObject({
    isAnonymous: false,
    name: "Hal",
    email: null,
    image: null,
  });

  others.gitHub.user = { id: 4720, login: "hedy", name: "Hedy", email: null, avatar_url: "" };
  others.gitHub.emails = [];
  const third = await newVisitor();
  await becomeGuest(third);
  await leave(third, "upgrade", "github");
  expect((await session(third)).user).toMatchObject({ isAnonymous: false, name: "Hedy", email: null });
});

test("Apple answers with a cross-site POST, and the guest is found there too", async ({ page, others }) => {
  others.apple.claims = { sub: "001.ida", email: "ida@privaterelay.example", email_verified: "true" };
  others.apple.user = { name: { firstName: "Ida", lastName: "B" }, email: "ida@privaterelay.example" };
  const guest = await becomeGuest(page);
  await leave(page, "upgrade", "apple");
  expect(new URL(page.url()).pathname).toBe("/account");
  expect(await session(page)).toMatchObject({
    user: {
      id: guest.user.id,
      isAnonymous: false,
      name: "Ida B",
      email: "ida@privaterelay.example",
      emailVerified: true,
    },
    session: { id: guest.session.id },
  });
});

test("without a name from Apple there is none", async ({ page, others }) => {
  others.apple.claims = { sub: "002.jo", email: "jo@example.com", email_verified: true };
  others.apple.user = null;
  await becomeGuest(page);
  await leave(page, "upgrade", "apple");
  expect((await session(page)).user).toMatchObject({
    isAnonymous: false,
    name: null,
    email: "jo@example.com",
  });
});

for (const provider of ["github", "apple"] as const) {
  test(`cancelling at ${provider} leaves the guest a guest`, async ({ page, others }) => {
    const guest = await becomeGuest(page);
    const cookie = await cookieOf(page);
    await others.behave("cancel");
    await leave(page, "upgrade", provider);
    await expect(page.getByRole("heading", { name: "Sign-in cancelled" })).toBeVisible();
    await expectStillGuest(page, guest, cookie);
  });

  for (const behaviour of [
    "refuse the code",
    "close",
    "talk nonsense",
    "name nobody",
    "hang",
    "die midway",
    ...(provider === "github" ? (["lose the addresses"] as const) : []),
  ] as const) {
    test(`a ${provider} that would ${behaviour} leaves the guest a guest, who is linked once it is back`, async ({
      page,
      others,
    }) => {
      const guest = await becomeGuest(page);
      const cookie = await cookieOf(page);
      const url = await start(page, "upgrade", provider);
      await others.behave(behaviour);
      await page.evaluate((url) => window.location.assign(url), url);
      await page.waitForURL(/\/auth-error\?/, { timeout: 20_000 });
      await expect(page.getByRole("heading", { name: "The provider returned an error" })).toBeVisible();
      await expectStillGuest(page, guest, cookie);

      await others.behave("answer");
      others.meetSomebodyNew();
      await leave(page, "upgrade", provider);
      expect((await session(page)).user).toMatchObject({ id: guest.user.id, isAnonymous: false });
    });
  }
}

test("a GitHub that answers after we gave it up links nobody any more", async ({ page, others, db }) => {
  others.gitHub.user = { id: 4719, login: "ray", name: "Ray", email: null, avatar_url: "" };
  const guest = await becomeGuest(page);
  const cookie = await cookieOf(page);
  const url = await start(page, "upgrade", "github");
  await others.behave("answer late");
  const toldAll = others.answered("/api/v3/user/emails");
  await page.evaluate((url) => window.location.assign(url), url);
  await page.waitForURL(/\/auth-error\?error=PROVIDER_FAILED/, { timeout: 20_000 });
  await toldAll;
  await expectStillGuest(page, guest, cookie);
  expect(await db("SELECT 1 FROM accounts WHERE provider_account_id = '4719'")).toEqual([]);
});

for (const behaviour of ["name another issuer", "name another audience", "repeat another nonce"] as const) {
  test(`an Apple that would ${behaviour} is not believed`, async ({ page, others }) => {
    const guest = await becomeGuest(page);
    const cookie = await cookieOf(page);
    await others.behave(behaviour);
    await leave(page, "upgrade", "apple");
    await expect(page.getByRole("heading", { name: "The provider returned an error" })).toBeVisible();
    await expectStillGuest(page, guest, cookie);
  });
}

for (const behaviour of ["be gone", "close", "hang", "talk nonsense"] as const) {
  test(`a start at a provider that would ${behaviour} is a 503, and nothing else`, async ({
    page,
    others,
    expectedErrors,
  }) => {
    expectedErrors.push(/503/);
    const guest = await becomeGuest(page);
    const cookie = await cookieOf(page);
    await others.behave(behaviour);
    const answer = await call(page, "/api/auth/anonymous/upgrade-social", { provider: "apple" });
    expect(answer.error?.code).toBe("UNAVAILABLE");
    await expectStillGuest(page, guest, cookie);
  });
}

test("a guest whose session runs out on the way is told so", async ({ page, others, server }) => {
  others.gitHub.user = { id: 4713, login: "kim", name: "Kim", email: null, avatar_url: "" };
  const guest = await becomeGuest(page);
  const cookie = await cookieOf(page);
  const url = await start(page, "upgrade", "github");
  await expire(server.databaseUrl, guest.session.id);
  await page.goto(url);
  await expect(page.getByRole("heading", { name: "Your guest session has expired" })).toBeVisible();
  expect(await cookieOf(page)).toBe(cookie);
});

test("started as one guest and finished as another links neither", async ({ page, others, newVisitor }) => {
  others.gitHub.user = { id: 4714, login: "lee", name: "Lee", email: null, avatar_url: "" };
  const other = await newVisitor();
  const b = await becomeGuest(other);
  const [cookie] = (await other.context().cookies()).filter(({ name }) => name === "guestbook");
  if (!cookie) throw new Error("no cookie");
  await becomeGuest(page);
  const url = await start(page, "upgrade", "github");
  await page.context().addCookies([cookie]);
  await page.goto(url);
  await expect(
    page.getByRole("heading", { name: "Your account changed while you were signing in" }),
  ).toBeVisible();
  await expectStillGuest(page, b, cookie.value);
});

test("a return that nobody started, and one that is repeated, change nothing", async ({ page, others }) => {
  others.gitHub.user = { id: 4715, login: "mo", name: "Mo", email: null, avatar_url: "" };
  const guest = await becomeGuest(page);
  const cookie = await cookieOf(page);
  for (const path of [
    "callback/github?code=a&state=b",
    "callback/apple",
    "callback/oidc?error=access_denied",
  ]) {
    await page.goto(`/api/auth/${path}`);
    await expect(page).toHaveURL(/\/auth-error\?error=START_AGAIN/);
  }
  await expectStillGuest(page, guest, cookie);

  const returns: string[] = [];
  page.on("request", (request) => {
    if (request.url().includes("/callback/github?")) returns.push(request.url());
  });
  await leave(page, "upgrade", "github");
  const upgraded = await session(page);
  expect(upgraded.user).toMatchObject({ id: guest.user.id, isAnonymous: false });
  await page.goto(returns[0] ?? "");
  await expect(page).toHaveURL(/\/auth-error\?error=START_AGAIN/);
  expect(await session(page)).toEqual({
    ...upgraded,
    user: { ...upgraded.user, lastActiveAt: expect.any(String) },
  });
});

test("returns at the same time from one start: one upgrade, and each gets the same session", async ({
  page,
  others,
  db,
}) => {
  others.gitHub.user = { id: 4718, login: "pat", name: "Pat", email: null, avatar_url: "" };
  const guest = await becomeGuest(page);
  const url = await start(page, "upgrade", "github");
  const atGitHub = await fetch(url, { redirect: "manual" });
  const jar = await page.context().cookies("http://localhost");
  const cookie = jar.map(({ name, value }) => `${name}=${value}`).join("; ");
  const comeBack = () =>
    fetch(atGitHub.headers.get("location") ?? "", { redirect: "manual", headers: { cookie } });
  const answers = await Promise.all([comeBack(), comeBack(), comeBack()]);
  const handedOut = answers.map(
    (answer) => /guestbook=([\w-]{43})/.exec(answer.headers.getSetCookie().join())?.[1],
  );
  expect(handedOut).toEqual([expect.any(String), handedOut[0], handedOut[0]]);
  for (const { headers } of answers) expect(headers.get("location")).toMatch(/\/account\?from=test$/);
  expect(await db("SELECT is_anonymous FROM users WHERE id = $1", [guest.user.id])).toEqual([
    { is_anonymous: false },
  ]);
  expect(await db("SELECT provider FROM accounts WHERE user_id = $1", [guest.user.id])).toHaveLength(1);
  expect(await db("SELECT id FROM sessions WHERE user_id = $1", [guest.user.id])).toEqual([
    { id: guest.session.id },
  ]);
});

test("the buttons on the page do it, and a refusal is said on the page it began on", async ({
  page,
  newVisitor,
  openId,
}) => {
  openId.people.set("quin", { name: "Quin" });
  async function clickThrough(page: Page) {
    await page.route(/fonts\.g/, (route) => route.fulfill({ body: "" }));
    await page.goto("/");
    await expect.poll(() => cookieOf(page)).toBeTruthy();
    await page.getByRole("button", { name: "Create account" }).click();
    await page.getByRole("button", { name: "Continue with Example ID" }).click();
    await page.getByPlaceholder("Enter any login").fill("quin");
    await page.getByPlaceholder("and password").fill("any");
    await page.getByRole("button", { name: "Sign-in" }).click();
    await page.getByRole("button", { name: "Continue" }).click();
    await page.waitForURL(/^http:\/\/localhost:\d+\/(\?|$)/);
  }
  await clickThrough(page);
  expect((await session(page)).user).toMatchObject({ isAnonymous: false, name: "Quin" });
  await expect(page.getByRole("button", { name: "Create account" })).toHaveCount(0);

  const other = await newVisitor();
  await clickThrough(other);
  await expect(other.getByText("That account is already in use here")).toBeVisible();
  expect((await session(other)).user.isAnonymous).toBe(true);
});

test("the way back is a path of this site or /, and the address at the provider is ours whatever Host says", async ({
  page,
  others,
  server,
}) => {
  others.gitHub.user = { id: 4716, login: "nat", name: "Nat", email: null, avatar_url: "" };
  await becomeGuest(page);
  await leave(page, "upgrade", "github", "//evil.example/x");
  expect(page.url()).toBe(`${server.app.url}/`);

  const response = await fetch(`${server.app.url}/api/auth/sign-in/social`, {
    method: "POST",
    headers: {
      "content-type": "application/json",
      "x-forwarded-host": "evil.example",
      "x-forwarded-proto": "https",
    },
    body: JSON.stringify({ provider: "github" }),
  });
  const { data }: Envelope<{ url: string }> = await response.json();
  expect(new URL(data?.url ?? "").searchParams.get("redirect_uri")).toBe(
    `${server.app.url}/api/auth/callback/github`,
  );
  expect(response.headers.getSetCookie().join()).not.toMatch(/guestbook=/);
});

test("Google asks which of somebody's accounts it is, whatever they do there", async ({ api }) => {
  const { data: guest } = await api.post<SignedIn>("/api/auth/sign-in/anonymous");
  const starts = [
    { path: "/api/auth/sign-in/social", token: null },
    { path: "/api/auth/anonymous/upgrade-social", token: guest?.session.token ?? null },
  ];
  for (const { path, token } of starts) {
    const { data } = await api.post<{ url: string }>(path, { token, body: { provider: "google" } });
    const asked = new URL(data?.url ?? "").searchParams;
    expect(asked.get("prompt")).toBe("select_account");
    expect(asked.get("scope")).toBe("openid profile email");
  }
  const { data } = await api.post<{ url: string }>("/api/auth/sign-in/social", {
    body: { provider: "oidc" },
  });
  expect(new URL(data?.url ?? "").searchParams.has("prompt")).toBe(false);
});

test("a provider that is off, or none at all, is refused", async ({ api }) => {
  const guest = await api.post<SignedIn>("/api/auth/sign-in/anonymous");
  const token = guest.data?.session.token ?? null;
  const path = "/api/auth/anonymous/upgrade-social";
  expect(await api.post(path, { token, body: { provider: "facebook" } })).toMatchObject({
    status: 403,
    error: { code: "METHOD_DISABLED" },
  });
  expect(await api.post(path, { token, body: {} })).toMatchObject({ status: 422 });
  expect(await api.post(path, { body: { provider: "github" } })).toMatchObject({
    status: 401,
    error: { code: "NO_SESSION" },
  });
  expect(await api.get("/api/auth/callback/facebook")).toMatchObject({ status: 404 });
});

test("Auth.js's own start, by its form, signs in as well", async ({ page, others }) => {
  others.gitHub.user = { id: 4717, login: "oz", name: "Oz", email: null, avatar_url: "" };
  const guest = await becomeGuest(page);
  await page.evaluate(async () => {
    const { csrfToken } = await (await fetch("/api/auth/csrf")).json();
    const form = document.createElement("form");
    form.method = "post";
    form.action = "/api/auth/signin/github";
    const fields = { csrfToken, callbackUrl: `${window.location.origin}/account` };
    for (const [name, value] of Object.entries(fields))
      form.append(Object.assign(document.createElement("input"), { name, value }));
    document.body.append(form);
    form.submit();
  });
  await page.waitForURL(/\/account$/);
  expect((await session(page)).user).toMatchObject({ id: guest.user.id, isAnonymous: false, name: "Oz" });
});

test("the database away at the return: said so, the cookie untouched, and the same guest afterwards", async ({
  browser,
  others,
}) => {
  const postgres = await startPostgres();
  await createTemplate(postgres.url);
  const app = await startApp({
    DATABASE_URL: await createDatabase(postgres.url),
    ...credentials("GITHUB"),
    AUTH_GITHUB_URL: others.url,
  });
  try {
    const page = await browser.newPage({ baseURL: app.url });
    const guest = await becomeGuest(page);
    const cookie = await cookieOf(page);
    const url = await start(page, "upgrade", "github");
    await postgres.stop();
    await page.goto(url);
    await expect(page.getByRole("heading", { name: "This is temporarily unavailable" })).toBeVisible();
    expect(await cookieOf(page)).toBe(cookie);
    await postgres.start();
    await expect.poll(() => page.request.get("/api/health").then((answer) => answer.status())).toBe(200);
    await expectStillGuest(page, guest, cookie);
    await leave(page, "upgrade", "github");
    expect((await session(page)).user).toMatchObject({ id: guest.user.id, isAnonymous: false });
    await page.close();
  } finally {
    await app.stop();
    await postgres.remove();
  }
});

test("no token of a provider is anywhere in the database", async ({ db }) => {
  for (const { tablename } of await db("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")) {
    const found = await db(`SELECT 1 FROM "${tablename}" AS t WHERE t::text ~ 'a-token-of-|r-of-apple'`);
    expect(found, String(tablename)).toEqual([]);
  }
});

async function expire(databaseUrl: string, sessionId: string) {
  const { Client } = await import("pg");
  const client = new Client({ connectionString: databaseUrl });
  await client.connect();
  await client.query("UPDATE sessions SET expires_at = now() - interval '1 second' WHERE id = $1", [
    sessionId,
  ]);
  await client.end();
}

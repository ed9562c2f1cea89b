import { sql } from "drizzle-orm";
import { cookies, headers } from "next/headers";
import { NextRequest } from "next/server";
import Discord from "next-auth/providers/discord";
import MicrosoftEntraID from "next-auth/providers/microsoft-entra-id";
import { afterAll, afterEach, beforeAll, beforeEach, expect, onTestFinished, test, vi } from "vitest";
import type { Db } from "@/db/client";
import { StatementFailed } from "@/db/failure";
import { accounts, auditEvents, sessions, users } from "@/db/schema";
import { type OtherProviders, startOtherProviders } from "@/e2e/support/other-providers";
import { user as userShape } from "@/lib/api/shapes";
import { contextWith, countRows, newGuest, newUser, unwrap } from "@/lib/auth/core/testing";
import { getSession } from "@/lib/auth/session/session";
import { readProviderTokens } from "@/lib/auth/social/accounts";
import type { OAuthIntent } from "@/lib/auth/social/social";
import { processValues } from "@/lib/process-wide";
import { derivedSecrets } from "@/lib/server/context";
import { askedPath } from "@/lib/server/public-urls";
import { connectTo } from "@/lib/testing/next-headers";
import { testDatabase } from "@/lib/testing/test-database";
import { auth, handlers, signIn, signOut } from "./auth";
import { knownProviders, socialMethods } from "./credentials";
import { startOAuth } from "./oauth-start";
import { type ListedProvider, providers as listed } from "./providers";
import { signInMethods } from "./sign-in-methods";

// One file for all of this folder's requests: modules are kept from file to file, with the mocks that they met first.
vi.mock("next/headers");
vi.mock("next/server", async (original) => ({
  ...(await original<object>()),
  after: () => {},
  connection: async () => {},
}));

const { GET, POST, PUT } = handlers;
const base = "http://localhost:3000";
const perProcess = ["env", "config", "secrets"];

let db: Db;
let providers: OtherProviders;

beforeAll(async () => {
  providers = await startOtherProviders();
});
afterAll(() => providers.stop());

beforeEach(async () => {
  vi.stubEnv("AUTH_SECRET", "a secret of the tests, known to everybody");
  vi.stubEnv("AUTH_GITHUB_ID", "an-id");
  vi.stubEnv("AUTH_GITHUB_SECRET", "a-secret");
  vi.stubEnv("AUTH_GITHUB_URL", providers.url);
  vi.stubEnv("AUTH_GOOGLE_ID", "an-id");
  vi.stubEnv("AUTH_GOOGLE_SECRET", "a-secret");
  for (const name of perProcess) processValues.delete(name);
  db = await testDatabase();
  connectTo(db);
  await providers.behave("answer");
  providers.meetSomebodyNew();
});
afterEach(() => {
  vi.unstubAllEnvs();
  for (const name of perProcess) processValues.delete(name);
});

type SetCookie = { name: string; value: string; maxAge?: number };

/** A browser's cookies. */
class Jar {
  readonly values = new Map<string, string>();

  constructor(token: string | null = null) {
    if (token !== null) this.values.set("guestbook", token);
  }
  readonly set = ({ name, value, maxAge }: SetCookie) =>
    maxAge === 0 ? this.values.delete(name) : this.values.set(name, value);
  readonly get = (name: string) => this.getAll().find((cookie) => cookie.name === name);
  readonly getAll = () => [...this.values].map(([name, value]) => ({ name, value }));
  get header(): string {
    return this.getAll()
      .map(({ name, value }) => `${name}=${value}`)
      .join("; ");
  }
  get token(): string | null {
    return this.values.get("guestbook") ?? null;
  }
  /** Those of starts. */
  get starts(): string[] {
    return [...this.values.keys()].filter((name) => !["guestbook", "gb_known"].includes(name));
  }
  copy(): Jar {
    const jar = new Jar();
    for (const [name, value] of this.values) jar.values.set(name, value);
    return jar;
  }
  /** Takes the cookies of an answer. */
  take(response: Response): Response {
    for (const line of response.headers.getSetCookie()) {
      const [, name = "", value = ""] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      this.set({ name, value, ...(/max-age=0/i.test(line) && { maxAge: 0 }) });
    }
    return response;
  }
}

type Asked = { callbackURL?: string; callbackUrl?: string; password?: string };

/** Starts, goes to GitHub and returns the address that GitHub sends the browser back to. */
async function atGitHub(jar: Jar, intent: OAuthIntent, asked: Asked = {}): Promise<string> {
  vi.mocked(cookies).mockResolvedValue(jar as never);
  const start = startOAuth(intent);
  const ctx = contextWith(db, jar.token, {
    askedPath: (given, otherwise) => askedPath(given, new Headers(), otherwise),
  });
  const { url } = unwrap(await start(ctx, { provider: "github", ...asked }));
  const consent = await fetch(url, { redirect: "manual" });
  return consent.headers.get("location") ?? "";
}

/** Where a return goes on to, with the cookies that it sets in `jar`. */
async function comeBack(jar: Jar, address: string): Promise<string> {
  const request = new NextRequest(address, {
    headers: { cookie: jar.header, "sec-fetch-site": "cross-site" },
  });
  const response = jar.take(await handlers.GET(request));
  return (response.headers.get("location") ?? "").replace(base, "");
}

/** How often the provider was asked with our credentials. */
function exchanges(): () => number {
  const spy = vi.spyOn(globalThis, "fetch");
  return () =>
    spy.mock.calls.filter(([input]) =>
      String(input instanceof Request ? input.url : input).includes("access_token"),
    ).length;
}

const whoIs = async ({ token }: Jar) => unwrap(await getSession(contextWith(db, token)))?.user;

test("a return that is sent again asks the provider nothing, and gets the same session again", async () => {
  const guest = await newGuest(db);
  const jar = new Jar(guest.token);
  const address = await atGitHub(jar, "upgrade", { callbackURL: "/notes?x=1" });
  const kept = jar.copy();
  const asked = exchanges();
  expect(await comeBack(jar, address)).toBe("/notes?x=1");
  expect(await whoIs(jar)).toMatchObject({ id: guest.user.id, isAnonymous: false });
  expect(jar.starts).toEqual([]);
  expect(jar.values.has("gb_known")).toBe(true);
  expect(asked()).toBe(1);

  const lost = kept.copy();
  expect(await comeBack(lost, address)).toBe("/notes?x=1");
  expect(lost.token).toBe(jar.token);
  expect(lost.token).not.toBe(guest.token);

  const elsewhere = kept.copy();
  elsewhere.values.set("guestbook", jar.token ?? "");
  expect(await comeBack(elsewhere, address)).toBe("/notes?x=1");
  expect(elsewhere.token).toBe(jar.token);
  const stranger = kept.copy();
  stranger.values.delete("guestbook");
  expect(await comeBack(stranger, address)).toBe("/notes?x=1");
  expect(stranger.token).toBeNull();
  expect(asked()).toBe(1);
  expect(await comeBack(jar, address)).toMatch(/^\/auth-error\?error=START_AGAIN/);
});

test("returns of one start at the same moment: one exchange, and each gets the same session", async () => {
  const jar = new Jar();
  const address = await atGitHub(jar, "sign-in");
  const asked = exchanges();
  const jars = [jar.copy(), jar.copy(), jar.copy()];
  expect(await Promise.all(jars.map((each) => comeBack(each, address)))).toEqual(["/", "/", "/"]);
  expect(new Set(jars.map(({ token }) => token)).size).toBe(1);
  expect(await whoIs(jars[0] ?? jar)).toMatchObject({ isAnonymous: false });
  expect(await db.$count(users)).toBe(1);
  expect(await db.$count(sessions)).toBe(1);
  expect(asked()).toBe(1);
});

test("a return whose code the provider refuses is not tried again, and its page is the same", async () => {
  const guest = await newGuest(db);
  const jar = new Jar(guest.token);
  const address = await atGitHub(jar, "upgrade");
  const kept = jar.copy();
  await providers.behave("refuse the code");
  const asked = exchanges();
  const page = await comeBack(jar, address);
  expect(page).toBe("/auth-error?error=PROVIDER_FAILED&callbackURL=%2F");
  await providers.behave("answer");
  expect(await comeBack(kept, address)).toBe(page);
  expect(asked()).toBe(1);
  expect(await whoIs(kept)).toMatchObject({ id: guest.user.id, isAnonymous: true });
  vi.mocked(console.error).mockClear();
});

test("starts from two tabs both end well, in either order", async () => {
  const guest = await newGuest(db);
  const jar = new Jar(guest.token);
  const first = await atGitHub(jar, "upgrade", { callbackURL: "/first" });
  const second = await atGitHub(jar, "sign-in", { callbackURL: "/second" });
  expect(await comeBack(jar, second)).toBe("/second");
  expect(await whoIs(jar)).toMatchObject({ id: guest.user.id, isAnonymous: false });
  expect(await comeBack(jar, first)).toBe("/first");
  expect(await whoIs(jar)).toMatchObject({ id: guest.user.id, isAnonymous: false });
  expect(jar.starts).toEqual([]);
  expect(await db.$count(accounts)).toBe(1);
});

test("a browser keeps the three newest starts", async () => {
  const jar = new Jar();
  const addresses = [];
  for (let n = 0; n < 5; n++) addresses.push(await atGitHub(jar, "sign-in", { callbackURL: `/${n}` }));
  expect(jar.starts.filter((name) => name.startsWith("social-start."))).toHaveLength(3);
  expect(await comeBack(jar, addresses[1] ?? "")).toMatch(/^\/auth-error\?error=START_AGAIN/);
  expect(await comeBack(jar, addresses[2] ?? "")).toBe("/2");
  expect(await comeBack(jar, addresses[4] ?? "")).toBe("/4");
});

test.each([
  [{ callbackURL: "/notes" }, "/notes"],
  [{ callbackUrl: "/notes?a=1#b" }, "/notes?a=1#b"],
  [{ callbackUrl: `${base}/notes` }, "/notes"],
  [{ callbackURL: base }, "/"],
  [{ callbackURL: "https://evil.example/notes" }, "/"],
  [{ callbackURL: `${base}.evil.example/` }, "/"],
  [{ callbackUrl: `${base}//evil.example/` }, "/"],
  [{}, "/"],
])("%j returns to %s", async (asked, path) => {
  const jar = new Jar();
  expect(await comeBack(jar, await atGitHub(jar, "sign-in", asked))).toBe(path);
});

test("Auth.js's own start has cookies of its own, too, and understands both spellings", async () => {
  const guest = await newGuest(db);
  const jar = new Jar(guest.token);
  const form = { "content-type": "application/x-www-form-urlencoded" };
  for (const name of ["callbackUrl", "callbackURL"]) {
    const csrf = jar.take(await handlers.GET(new NextRequest(`${base}/api/auth/csrf`)));
    const { csrfToken }: { csrfToken: string } = await csrf.json();
    const response = await handlers.POST(
      new NextRequest(`${base}/api/auth/signin/github`, {
        method: "POST",
        headers: { ...form, cookie: jar.header },
        body: new URLSearchParams({ csrfToken, [name]: `${base}/notes` }).toString(),
      }),
    );
    jar.take(response);
    const consent = await fetch(response.headers.get("location") ?? "", { redirect: "manual" });
    expect(await comeBack(jar, consent.headers.get("location") ?? "")).toBe("/notes");
  }
  expect(await whoIs(jar)).toMatchObject({ id: guest.user.id, isAnonymous: false });
});

test("linking returns to the account page, and with another user's account says so there", async () => {
  const password = "correct horse battery";
  const jane = new Jar((await newUser(db, "jane@example.com", password)).token);
  expect(await comeBack(jane, await atGitHub(jane, "link", { password }))).toBe("/account");
  expect(await countRows(db, "accounts")).toBe(1);
  const other = new Jar((await newUser(db, "other@example.com", password)).token);
  const address = await atGitHub(other, "link", { password, callbackURL: "/account?tab=1" });
  const before = other.token;
  expect(await comeBack(other, address)).toBe("/account?tab=1&error=ACCOUNT_ALREADY_LINKED");
  expect(other.token).toBe(before);
  expect(await countRows(db, "accounts")).toBe(1);
});

/** Adds to the list of providers until the test ends, with two variables for each. */
function add(...entries: [name: string, provider: ListedProvider][]): void {
  for (const [name, provider] of entries) {
    vi.stubEnv(`AUTH_${name}_ID`, "an-id");
    vi.stubEnv(`AUTH_${name}_SECRET`, "a-secret");
    listed.push(provider);
  }
  for (const name of perProcess) processValues.delete(name);
  onTestFinished(() => void listed.splice(-entries.length));
}

/** Answers as Discord does. Returns how its user may be changed. */
function playDiscord(): { user: Record<string, unknown>; tokens: Record<string, unknown> } {
  const played = {
    user: {
      id: "80351110224678912",
      username: "jane",
      discriminator: "0",
      avatar: null,
      email: "j@example.com",
    },
    tokens: {
      access_token: "an-access-token",
      refresh_token: "a-refresh-token",
      token_type: "Bearer",
      expires_in: 600,
    },
  };
  vi.spyOn(globalThis, "fetch").mockImplementation(async (input) => {
    const url = new URL(input instanceof Request ? input.url : String(input));
    if (url.href === "https://discord.com/api/oauth2/token") return Response.json(played.tokens);
    if (url.href === "https://discord.com/api/users/@me") return Response.json(played.user);
    throw new Error(`nobody asks for ${url.href}`);
  });
  return played;
}

/** Starts at Discord and comes back from there. */
async function throughDiscord(jar: Jar, intent: OAuthIntent): Promise<string> {
  vi.mocked(cookies).mockResolvedValue(jar as never);
  const { url } = unwrap(await startOAuth(intent)(contextWith(db, jar.token), { provider: "discord" }));
  const { searchParams } = new URL(url);
  const returned = new URLSearchParams({ code: "a-code", state: searchParams.get("state") ?? "" });
  return comeBack(jar, `${base}/api/auth/callback/discord?${returned}`);
}

test("any of Auth.js's providers is one entry of the list and two variables", async () => {
  add(["DISCORD", Discord], ["MICROSOFT_ENTRA_ID", MicrosoftEntraID({ name: "Microsoft" })]);
  expect(knownProviders()).toEqual({
    google: true,
    github: true,
    apple: false,
    oidc: false,
    discord: true,
    "microsoft-entra-id": true,
  });
  expect((await signInMethods()).social).toEqual([
    { id: "google", name: "Google" },
    { id: "github", name: "GitHub" },
    { id: "discord", name: "Discord" },
    { id: "microsoft-entra-id", name: "Microsoft" },
  ]);
  vi.stubEnv("AUTH_DISCORD_ID", "");
  vi.stubEnv("AUTH_DISCORD_SECRET", "");
  processValues.delete("env");
  expect(socialMethods()).toContainEqual({
    id: "discord",
    name: "Discord",
    wants: ["AUTH_DISCORD_ID", "AUTH_DISCORD_SECRET"],
  });
});

test("a provider that was added is left for with every check that it can do", async () => {
  add(["DISCORD", Discord], ["MICROSOFT_ENTRA_ID", MicrosoftEntraID]);
  const jar = new Jar();
  vi.mocked(cookies).mockResolvedValue(jar as never);
  const start = async (provider: string) =>
    new URL(unwrap(await startOAuth("sign-in")(contextWith(db), { provider })).url);
  const discord = await start("discord");
  expect(discord.origin + discord.pathname).toBe("https://discord.com/api/oauth2/authorize");
  expect(Object.fromEntries(discord.searchParams)).toMatchObject({
    client_id: "an-id",
    redirect_uri: `${base}/api/auth/callback/discord`,
    scope: "identify email",
    code_challenge_method: "S256",
    state: expect.any(String),
  });

  const common = "https://login.microsoftonline.com/common";
  vi.spyOn(globalThis, "fetch").mockResolvedValue(
    Response.json({
      issuer: "https://login.microsoftonline.com/{tenantid}/v2.0",
      authorization_endpoint: `${common}/oauth2/v2.0/authorize`,
    }),
  );
  const entra = await start("microsoft-entra-id");
  expect(entra.origin + entra.pathname).toBe(`${common}/oauth2/v2.0/authorize`);
  expect(Object.fromEntries(entra.searchParams)).toMatchObject({
    client_id: "an-id",
    redirect_uri: `${base}/api/auth/callback/microsoft-entra-id`,
    nonce: expect.any(String),
    state: expect.any(String),
  });
});

test("a profile of a provider that was added becomes an account; its email counts only where it is said to be verified", async () => {
  add(["DISCORD", Discord]);
  const discord = playDiscord();
  const guest = await newGuest(db);
  const jar = new Jar(guest.token);
  expect(await throughDiscord(jar, "upgrade")).toBe("/");
  expect(await whoIs(jar)).toMatchObject({
    id: guest.user.id,
    isAnonymous: false,
    email: null,
    name: "jane",
  });
  expect(await db.select().from(accounts)).toEqual([
    expect.objectContaining({
      provider: "discord",
      providerAccountId: "80351110224678912",
      type: "oauth",
      userId: guest.user.id,
      access_token: null,
      refresh_token: null,
      token_type: null,
      expires_at: null,
    }),
  ]);

  listed.splice(-1, 1, {
    provider: Discord,
    verifiedEmail: ({ user, claims }) => (claims.verified === true ? (user.email ?? null) : null),
  });
  discord.user = { ...discord.user, id: "2", verified: true };
  const other = new Jar();
  expect(await throughDiscord(other, "sign-in")).toBe("/");
  expect(await whoIs(other)).toMatchObject({ email: "j@example.com", emailVerified: true });
});

test("a provider's tokens are kept where its entry asks for it: encrypted, and renewed by each sign-in", async () => {
  add(["DISCORD", { provider: Discord, keepTokens: true }]);
  const discord = playDiscord();
  const guest = await newGuest(db);
  const jar = new Jar(guest.token);
  await throughDiscord(jar, "upgrade");
  const [stored] = await db.select().from(accounts);
  expect(JSON.stringify(stored)).not.toMatch(/an-access-token|a-refresh-token/);
  expect(stored).toMatchObject({ token_type: "bearer", expires_at: expect.any(Number), id_token: null });
  const ctx = contextWith(db, null, { mailSecret: derivedSecrets().mailSecret });
  const read = () => readProviderTokens(ctx, guest.user.id, "discord");
  expect(await read()).toMatchObject({ access_token: "an-access-token", refresh_token: "a-refresh-token" });

  discord.tokens = { access_token: "another-one", token_type: "Bearer" };
  await throughDiscord(new Jar(), "sign-in");
  expect(await read()).toMatchObject({ access_token: "another-one", refresh_token: "a-refresh-token" });

  await db.update(accounts).set({ providerAccountId: "in another row" });
  expect(await read()).toBeNull();
  expect(await readProviderTokens(contextWith(db), guest.user.id, "discord")).toBeNull();
});

/** Where a server action takes the browser to. */
async function redirectOf(action: () => Promise<unknown>): Promise<string> {
  const thrown = await action().catch((error: unknown) => error);
  const digest = thrown instanceof Error && "digest" in thrown ? String(thrown.digest) : "";
  return /^NEXT_REDIRECT;\w+;(.*);\d+;$/.exec(digest)?.[1] ?? String(thrown);
}

/** A browser that posts one of our forms. */
function atOurPage(jar: Jar, referer = `${base}/notes`): void {
  vi.mocked(cookies).mockResolvedValue(jar as never);
  const sent = { cookie: jar.header, referer, "sec-fetch-site": "same-origin" };
  vi.mocked(headers).mockResolvedValue(new Headers(sent) as never);
}

test("signIn() upgrades a guest, signs in to an account that is known, and goes back to the page that it was called from", async () => {
  const guest = await newGuest(db);
  const jar = new Jar(guest.token);
  atOurPage(jar);
  const consent = await fetch(await redirectOf(() => signIn("github")), { redirect: "manual" });
  expect(await comeBack(jar, consent.headers.get("location") ?? "")).toBe("/notes");
  expect(await whoIs(jar)).toMatchObject({ id: guest.user.id, isAnonymous: false });

  const visitor = new Jar();
  atOurPage(visitor);
  const form = new FormData();
  form.set("redirectTo", `${base}/account`);
  const again = await fetch(await redirectOf(() => signIn("github", form)), { redirect: "manual" });
  expect(await comeBack(visitor, again.headers.get("location") ?? "")).toBe("/account");
  expect(await whoIs(visitor)).toMatchObject({ id: guest.user.id });
});

test.each([
  [{ redirectTo: "/notes?x=1" }, "/notes?x=1"],
  [{ callbackUrl: `${base}/drafts` }, "/drafts"],
  [{ callbackURL: "/drafts" }, "/drafts"],
  [{ redirectTo: "https://evil.example/" }, "/"],
])("signIn() without a provider goes to the sign-in page, and %j leads to %s", async (options, next) => {
  atOurPage(new Jar());
  const address = new URL(await redirectOf(() => signIn(undefined, options)), base);
  expect(address.pathname).toBe("/sign-in");
  expect(address.searchParams.get("next") ?? "/").toBe(next);
});

test("signIn() by a provider that is off says so, and without a redirect it returns the address", async () => {
  atOurPage(new Jar());
  expect(await signIn("apple", { redirectTo: "/notes", redirect: false })).toBe(
    "/auth-error?error=METHOD_DISABLED&callbackURL=%2Fnotes",
  );
});

test("signOut() ends the session, clears the cookie and goes on", async () => {
  const { token } = await newGuest(db);
  const jar = new Jar(token);
  atOurPage(jar);
  expect(await redirectOf(() => signOut({ redirectTo: "/notes" }))).toBe("/notes");
  expect(jar.token).toBeNull();
  expect(await db.$count(sessions)).toBe(0);
  atOurPage(jar);
  expect(await redirectOf(() => signOut())).toBe("/sign-out");
});

function ask(path: string, cookie = "", init: { method?: string; body?: string } = {}): NextRequest {
  const headers = { cookie, host: "evil.example", "content-type": "application/x-www-form-urlencoded" };
  return new NextRequest(`http://evil.example/api/auth/${path}`, { ...init, headers });
}

test("a session is read as the wire shows it, without a token or another column, and sets no cookie of ours", async () => {
  const { user, session, token } = await newGuest(db);
  const response = await GET(ask("session", `guestbook=${token}`));
  expect(await response.json()).toEqual({
    user: userShape.encode(user),
    expires: session.expiresAt.toISOString(),
  });
  expect(response.headers.get("cache-control")).toBe("private, no-store");
  expect(response.headers.getSetCookie()).toEqual([expect.stringMatching(/^authjs\.csrf-token=/)]);
});

test.each([
  ["no session", async () => ""],
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

test("without the database it says so, and not that nobody is signed in", async () => {
  const { token } = await newGuest(db);
  connectTo(new StatementFailed("read_session", new Error("connection refused")));
  const response = await GET(ask("session", `guestbook=${token}`));
  expect(response.status).toBe(503);
  expect(await response.json()).toMatchObject({ data: null, error: { code: "UNAVAILABLE" } });
  expect(response.headers.getSetCookie()).toEqual([]);
  vi.mocked(console.error).mockClear();
});

test("auth() returns the same to a page, and throws when the database is unavailable", async () => {
  const { user, token } = await newGuest(db);
  vi.mocked(headers).mockResolvedValue(ask("session", `guestbook=${token}`).headers);
  expect(await auth()).toEqual({ user: userShape.encode(user), expires: expect.any(String) });

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
  "%s is not found",
  async (path) => {
    const response = await GET(ask(path));
    expect(response.status).toBe(404);
    expect(await response.json()).toMatchObject({ error: { code: "NOT_FOUND" } });
  },
);

test("another method is refused with the ones that are allowed", async () => {
  const response = await PUT(ask("session", "", { method: "PUT" }));
  expect(response.status).toBe(405);
  expect(response.headers.get("allow")).toBe("GET");
  expect((await GET(ask("signout"))).headers.get("allow")).toBe("POST");
});

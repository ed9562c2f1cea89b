import type { SignedIn } from "../lib/contract/wire";
import { expect, postgresUrl, test } from "./fixtures";
import { apiClient, newAddress } from "./support/api";
import { type App, startApp } from "./support/app";
import { createDatabase } from "./support/database";
import { newEmail } from "./support/people";

const create = "/api/auth/sign-in/anonymous";
let app: App;

/** A server that trusts no proxy: everybody on this machine is one client, whatever they claim. */
test.beforeEach(async () => {
  app = await startApp({ TRUSTED_PROXIES: "none", DATABASE_URL: await createDatabase(postgresUrl()) });
});

test.afterEach(() => app.stop());

test("thirty guests a minute from one address, forged headers or not; the next gets 429 and keeps what it had", async () => {
  const before = await fetch(app.url + create, { method: "POST" });
  const cookie = before.headers.get("set-cookie")?.split(";")[0] ?? "";
  for (let i = 1; i < 30; i++) {
    const forged = {
      "x-forwarded-for": `203.0.113.${i}`,
      "x-real-ip": `203.0.113.${i}`,
      "x-guestbook-peer": `203.0.113.${i}`,
      "x-guestbook-counted": "1",
    };
    expect((await fetch(app.url + create, { method: "POST", headers: forged })).status).toBe(201);
  }
  const refused = await fetch(app.url + create, { method: "POST", headers: { cookie } });
  expect(refused.status).toBe(429);
  expect(await refused.json()).toMatchObject({
    data: null,
    error: { code: "RATE_LIMITED", message: "Too Many Requests", status: 429 },
  });
  expect(refused.headers.get("set-cookie")).toBeNull();
  expect(Number(refused.headers.get("retry-after"))).toBeGreaterThan(0);
  expect(refused.headers.get("ratelimit-limit")).toBe("30");
  expect(refused.headers.get("ratelimit-remaining")).toBe("0");
  const session = await fetch(`${app.url}/api/auth/get-session`, { headers: { cookie } });
  expect(await session.json()).toMatchObject({ data: { user: { isAnonymous: true } } });
});

test("of a hundred at once exactly thirty become guests", async () => {
  const api = apiClient(app.url);
  const answers = await Promise.all(Array.from({ length: 100 }, () => api.post(create)));
  expect(answers.filter(({ status }) => status === 201)).toHaveLength(30);
  expect(answers.filter(({ status }) => status === 429)).toHaveLength(70);
});

test("a guest may find five addresses taken in an hour; then even a free one is refused, and the guest stays", async () => {
  const api = apiClient(app.url);
  const password = "correct horse battery";
  const taken = { email: "taken@example.com", password };
  await api.post("/api/auth/sign-up/email", { body: taken });
  const { data } = await api.post<SignedIn>(create);
  const token = data?.session.token ?? null;
  const upgrade = (email: string) =>
    api.post("/api/auth/anonymous/upgrade", { token, body: { email, password } });
  for (let i = 0; i < 5; i++) expect((await upgrade(taken.email)).status).toBe(409);
  const refused = await upgrade("free@example.com");
  expect(refused).toMatchObject({ status: 429, error: { code: "RATE_LIMITED" } });
  const session = await api.get<SignedIn>("/api/auth/get-session", { token });
  expect(session.data?.user).toMatchObject({ id: data?.user.id, isAnonymous: true });
});

test("a form counts under the same limit as its endpoint, and its page says how long to wait", async ({
  browser,
  server,
}) => {
  const address = newAddress();
  const api = apiClient(server.app.url, address);
  const wrong = { email: newEmail(), password: "not the password" };
  const tryByApi = () => api.post("/api/auth/sign-in/email", { body: wrong });
  const standing = ({ headers }: { headers: Headers }) =>
    ["limit", "remaining", "reset"].map((name) => Number(headers.get(`ratelimit-${name}`)));
  const page = await browser.newPage({
    baseURL: server.app.url,
    javaScriptEnabled: false,
    extraHTTPHeaders: { "x-forwarded-for": address },
  });
  const tryByForm = async () => {
    await page.goto("/sign-in");
    await page.getByLabel("Email").first().fill(wrong.email);
    await page.getByLabel("Password").fill(wrong.password);
    await page.getByRole("button", { name: "Sign in", exact: true }).click();
  };

  const first = await tryByApi();
  expect([first.status, ...standing(first)]).toEqual([401, 10, 9, 60]);
  for (let tries = 0; tries < 4; tries++) {
    await tryByForm();
    await expect(page.getByText("Invalid email or password")).toBeVisible();
  }
  expect(standing(await tryByApi()).slice(0, 2)).toEqual([10, 4]);
  for (let left = 4; left > 0; left--) await tryByApi();

  await tryByForm();
  await expect(
    page.getByText(/Too many tries\. Please wait (\d+ seconds|1 minute|1 second)\./),
  ).toBeVisible();
  const refused = await tryByApi();
  const [limit, remaining, reset] = standing(refused);
  expect([refused.status, limit, remaining]).toEqual([429, 10, 0]);
  expect(refused.headers.get("retry-after")).toBe(String(reset));
  expect(refused.error?.details?.retryAfter).toBe(reset);
  await page.context().close();
});

import { setTimeout as sleep } from "node:timers/promises";
import { Client } from "pg";
import type { SignedIn } from "@/lib/api/shapes";
import { apiClient, newAddress } from "@/lib/testing/api";
import { createDatabase } from "@/lib/testing/database";
import { newEmail, password } from "@/lib/testing/people";
import { hasRedis, startRedis, withoutRedis } from "@/lib/testing/redis";
import { expect, postgresUrl, test } from "./fixtures";
import { type App, startApp } from "./support/app";

const create = "/api/auth/sign-in/anonymous";

/** Where requests are counted, and by how many servers: memory is a server's own. */
const stores = [
  { store: "memory", servers: 1, isMissing: false },
  { store: "postgres", servers: 2, isMissing: false },
  { store: "upstash", servers: 2, isMissing: !hasRedis },
];

for (const { store, servers, isMissing } of stores) {
  test.describe(`counted by ${store}`, () => {
    test.skip(isMissing, withoutRedis);
    let apps: App[] = [];
    let client: Client;
    let stopRedis = async () => {};

    test.beforeAll(async () => {
      const environment: Record<string, string> = {
        DATABASE_URL: await createDatabase(postgresUrl()),
        RATE_LIMIT_STORE: store,
      };
      if (store === "upstash") {
        const redis = await startRedis();
        stopRedis = redis.stop;
        environment.UPSTASH_REDIS_REST_URL = `http://127.0.0.1:${redis.port}`;
        environment.UPSTASH_REDIS_REST_TOKEN = redis.token;
      }
      client = new Client({ connectionString: environment.DATABASE_URL });
      await client.connect();
      apps = await Promise.all(Array.from({ length: servers }, () => startApp(environment)));
    });

    test.afterAll(async () => {
      await Promise.all(apps.map((app) => app.stop()));
      await client?.end();
      await stopRedis();
    });

    const users = async () => Number((await client.query("SELECT count(*) FROM users")).rows[0].count);
    const remaining = ({ headers }: Response) => Number(headers.get("ratelimit-remaining"));
    const withStatus = (answers: Response[], status: number) =>
      answers.filter((answer) => answer.status === status).length;

    /** The `call`th creation from one address, at one server after the other, behind a hop that it forges. */
    function createFrom(address: string, call: number, headers = {}): Promise<Response> {
      const forged = `203.0.113.${call}`;
      return fetch(apps[call % apps.length]?.url + create, {
        method: "POST",
        headers: { "x-forwarded-for": `${forged}, ${address}`, "x-real-ip": forged, ...headers },
      });
    }

    async function inTurn(calls: number, address = newAddress()): Promise<Response[]> {
      const answers: Response[] = [];
      for (let call = 0; call < calls; call++) answers.push(await createFrom(address, call));
      return answers;
    }

    const failures = () => apps.reduce((sum, app) => sum + app.log().split("rate limit store").length - 1, 0);
    let rested = 0;

    /**
     * A server that waits longer for its store than it may goes by what it knows itself, and leaves the store alone for five
     * seconds: with its first connections, or on a busy machine. What two servers let through says nothing of the store then.
     */
    async function whileStoreAnswers<T>(scenario: () => Promise<T>): Promise<T> {
      for (;;) {
        await inTurn(servers);
        const before = failures();
        const result = before === rested ? await scenario() : null;
        if (result !== null && failures() === before) return result;
        rested = failures();
        await sleep(6_000);
      }
    }

    test("of thirty-one creations the last gets 429, leaves no row, and takes nothing from whoever sent it", async () => {
      const { made, refusals, rows, cookie } = await whileStoreAnswers(async () => {
        const before = await users();
        const address = newAddress();
        const made = await inTurn(30, address);
        const cookie = made[0]?.headers.getSetCookie()[0]?.split(";")[0] ?? "";
        const refusals = [await createFrom(address, 30), await createFrom(address, 31, { cookie })];
        return { made, refusals, cookie, rows: (await users()) - before };
      });
      expect(made.map(({ status }) => status)).toEqual(Array(30).fill(201));
      expect(made.map(remaining)).toEqual(Array.from({ length: 30 }, (_, call) => 29 - call));
      for (const refused of refusals) {
        expect(refused.status).toBe(429);
        expect(await refused.json()).toMatchObject({
          data: null,
          error: { code: "RATE_LIMITED", message: "Too Many Requests", status: 429 },
        });
        expect(refused.headers.getSetCookie()).toEqual([]);
        expect(refused.headers.get("ratelimit-limit")).toBe("30");
        expect(remaining(refused)).toBe(0);
        const wait = Number(refused.headers.get("retry-after"));
        expect(wait).toBeGreaterThan(0);
        expect(wait).toBeLessThanOrEqual(60);
        expect(refused.headers.get("ratelimit-reset")).toBe(String(wait));
      }
      expect(rows).toBe(30);
      const session = await fetch(`${apps[0]?.url}/api/auth/get-session`, { headers: { cookie } });
      expect(await session.json()).toMatchObject({ data: { user: { isAnonymous: true } } });
    });

    // At one server: one that has to wait for its store goes by what it knows itself.
    test("of a hundred creations at once exactly thirty are let through, and leave a row each", async () => {
      const before = await users();
      const address = newAddress();
      const calls = Array.from({ length: 100 }, (_, call) => createFrom(address, call * apps.length));
      const answers = await Promise.all(calls);
      expect([201, 429].map((status) => withStatus(answers, status))).toEqual([30, 70]);
      expect(await users()).toBe(before + 30);
    });
  });
}

test("who trusts no proxy counts by the socket, whatever headers claim", async () => {
  const app = await startApp({ TRUSTED_PROXIES: "none", DATABASE_URL: await createDatabase(postgresUrl()) });
  const statuses: number[] = [];
  for (let call = 1; call <= 31; call++) {
    const claim = `203.0.113.${call}`;
    const headers = {
      "x-forwarded-for": claim,
      "x-real-ip": claim,
      "x-app-peer": claim,
      "x-app-counted": "1",
    };
    statuses.push((await fetch(app.url + create, { method: "POST", headers })).status);
  }
  expect(statuses).toEqual([...Array(30).fill(201), 429]);
  await app.stop();
});

test("a guest may find five addresses taken in an hour; then even a free one is refused, and the guest stays", async ({
  api,
}) => {
  const taken = { email: newEmail(), password };
  await api.post("/api/auth/sign-up/email", { body: taken });
  const { data } = await api.post<SignedIn>(create);
  const token = data?.session.token ?? null;
  const upgrade = (email: string) =>
    api.post("/api/auth/anonymous/upgrade", { token, body: { email, password } });
  for (let i = 0; i < 5; i++) expect((await upgrade(taken.email)).status).toBe(409);
  const refused = await upgrade(newEmail());
  expect(refused).toMatchObject({ status: 429, error: { code: "RATE_LIMITED" } });
  const session = await api.get<SignedIn>("/api/auth/get-session", { token });
  expect(session.data?.user).toMatchObject({ id: data?.user.id, isAnonymous: true });
});

test("whoever is over the limit of an e-mail address is told of that one, not of another with room", async ({
  api,
}) => {
  const body = { email: newEmail(), callbackURL: "/" };
  const ask = () => api.post("/api/auth/magic-link", { body });
  let answer = await ask();
  for (let calls = 1; answer.status === 202 && calls < 20; calls++) answer = await ask();
  expect(answer.status).toBe(429);
  expect(answer.headers.get("ratelimit-remaining")).toBe("0");
  expect(answer.headers.get("ratelimit-reset")).toBe(answer.headers.get("retry-after"));
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
    page.getByText(/Too many attempts\. Please wait (\d+ seconds|1 minute|1 second)\./),
  ).toBeVisible();
  const refused = await tryByApi();
  const [limit, remaining, reset] = standing(refused);
  expect([refused.status, limit, remaining]).toEqual([429, 10, 0]);
  expect(refused.headers.get("retry-after")).toBe(String(reset));
  expect(refused.error?.details?.retryAfter).toBe(reset);
  await page.context().close();
});

import { apiClient, newAddress } from "@/lib/testing/api";
import { createDatabase } from "@/lib/testing/database";
import { type FaultProxy, startFaultProxy } from "@/lib/testing/fault-proxy";
import { hasRedis, type Redis, startRedis, withoutRedis } from "@/lib/testing/redis";
import { expect, postgresUrl, test } from "./fixtures";
import { type App, startApp } from "./support/app";

test.skip(!hasRedis, withoutRedis);
test.describe.configure({ mode: "serial" });

const create = "/api/auth/sign-in/anonymous";

let redis: Redis;
let wire: FaultProxy;
let app: App;

test.beforeAll(async () => {
  redis = await startRedis();
  wire = await startFaultProxy(redis.port);
  app = await startApp({
    DATABASE_URL: await createDatabase(postgresUrl()),
    UPSTASH_REDIS_REST_URL: `http://127.0.0.1:${wire.port}`,
    UPSTASH_REDIS_REST_TOKEN: redis.token,
  });
  // A server's first request opens its connections, which may take longer than it waits for a limit.
  await untilRedisCounts();
});

test.afterAll(async () => {
  await app?.stop();
  await wire?.stop();
  await redis?.stop();
});

/** Forty calls from one address, one after the other: what happens at once is in e2e/rate-limits.spec.ts. */
async function forty(address = newAddress()): Promise<Response[]> {
  const answers: Response[] = [];
  for (let call = 0; call < 40; call++)
    answers.push(await fetch(app.url + create, { method: "POST", headers: { "x-forwarded-for": address } }));
  return answers;
}

const withStatus = (answers: Response[], status: number) =>
  answers.filter((answer) => answer.status === status);

async function untilRedisCounts() {
  await expect
    .poll(async () => {
      await redis.ask("FLUSHALL");
      await apiClient(app.url).post(create);
      return redis.ask("DBSIZE");
    })
    .toBe(1);
}

for (const how of ["refuse", "hang", "rubbish", "cut"] as const) {
  test(`with a Redis that would ${how} still exactly thirty pass, nobody's cookie changes, and it counts again once back`, async () => {
    const address = newAddress();
    const first = await fetch(app.url + create, {
      method: "POST",
      headers: { "x-forwarded-for": address },
    });
    const cookie = first.headers.getSetCookie()[0]?.split(";")[0] ?? "";
    await wire.behave(how);
    const answers = await forty();
    expect([withStatus(answers, 201).length, withStatus(answers, 429).length]).toEqual([30, 10]);
    const again = await fetch(app.url + create, {
      method: "POST",
      headers: { cookie, "x-forwarded-for": address },
    });
    expect([again.status, again.headers.getSetCookie()]).toEqual([200, []]);
    await wire.behave("pass");
    await untilRedisCounts();
  });
}

test("a Redis that is killed in the middle of it and comes back empty is missed by nobody", async () => {
  const burst = forty();
  await redis.kill();
  const answers = await burst;
  expect(withStatus(answers, 201).length + withStatus(answers, 429).length).toBe(40);
  expect(withStatus(answers, 201)).toHaveLength(30);
  await redis.start();
  await untilRedisCounts();
});

test("a Redis that refuses the token is told in the log, and PostgreSQL counts for both servers", async () => {
  const environment = {
    DATABASE_URL: await createDatabase(postgresUrl()),
    UPSTASH_REDIS_REST_URL: `http://127.0.0.1:${redis.port}`,
    UPSTASH_REDIS_REST_TOKEN: "another",
  };
  const [one, other] = await Promise.all([startApp(environment), startApp(environment)]);
  const thirtyTwo = async () => {
    const address = newAddress();
    const statuses: number[] = [];
    for (let call = 0; call < 32; call++) {
      const { url } = call % 2 === 0 ? one : other;
      statuses.push((await apiClient(url, address).post(create)).status);
    }
    return statuses;
  };
  // A server that has just started may take longer to reach PostgreSQL than it waits for a limit.
  await expect.poll(thirtyTwo, { timeout: 60_000 }).toEqual([...Array(30).fill(201), 429, 429]);
  expect(one.log()).toContain("rate limit store upstash failed");
  expect(one.log()).not.toContain("another");
  await Promise.all([one.stop(), other.stop()]);
});

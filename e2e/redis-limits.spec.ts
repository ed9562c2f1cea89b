import { setTimeout as sleep } from "node:timers/promises";
import { expect, postgresUrl, test } from "./fixtures";
import { apiClient, newAddress } from "./support/api";
import { type App, startApp } from "./support/app";
import { createDatabase } from "./support/database";
import { type FaultProxy, startFaultProxy } from "./support/fault-proxy";
import { hasRedis, type Redis, startRedis, withoutRedis } from "./support/redis";

test.skip(!hasRedis, withoutRedis);
test.describe.configure({ mode: "serial" });

const create = "/api/auth/sign-in/anonymous";
const minute = 60_000;

let redis: Redis;
let wire: FaultProxy;
let apps: App[];

const urls = () => apps.map(({ url }) => url);
const keysInRedis = async () => Number(await redis.ask("DBSIZE"));

test.beforeAll(async () => {
  redis = await startRedis();
  wire = await startFaultProxy(redis.port);
  const environment = {
    DATABASE_URL: await createDatabase(postgresUrl()),
    UPSTASH_REDIS_REST_URL: `http://127.0.0.1:${wire.port}`,
    UPSTASH_REDIS_REST_TOKEN: redis.token,
  };
  apps = await Promise.all([startApp(environment), startApp(environment)]);
  // A server's first request opens its connections, which may take longer than it waits for a limit.
  await untilRedisCounts();
});

test.afterAll(async () => {
  await Promise.all(apps?.map((app) => app.stop()) ?? []);
  await wire?.stop();
  await redis?.stop();
});

/**
 * A hundred calls from one address, in turn to each of these servers, with another forged hop in each. One after another:
 * a store that a busy machine keeps waiting is left alone, and what happens at once is shown in upstash-limit.races.test.ts.
 */
async function aHundred(servers: string[], address = newAddress()): Promise<Response[]> {
  const answers: Response[] = [];
  for (let index = 0; index < 100; index++) {
    const forged = `203.0.113.${index}`;
    const headers = { "x-forwarded-for": `${forged}, ${address}`, "x-real-ip": forged };
    answers.push(await fetch(servers[index % servers.length] + create, { method: "POST", headers }));
  }
  return answers;
}

const withStatus = (answers: Response[], status: number) =>
  answers.filter((answer) => answer.status === status);

/** Upstash's window slides over whole minutes, and weighs the one before: at a turn it may let one call more through. */
async function wellInsideAMinute() {
  const left = minute - (Date.now() % minute);
  if (left < minute / 3) await sleep(left);
}

async function untilRedisCounts() {
  await expect
    .poll(async () => {
      await redis.ask("FLUSHALL");
      for (const url of urls()) await apiClient(url).post(create);
      return keysInRedis();
    })
    .toBe(apps.length);
}

test("of a hundred calls to two servers exactly thirty pass, whatever hops they forge", async () => {
  await wellInsideAMinute();
  await redis.ask("FLUSHALL");
  const answers = await aHundred(urls());
  expect([withStatus(answers, 201).length, withStatus(answers, 429).length]).toEqual([30, 70]);
  expect(await keysInRedis()).toBe(1);
  for (const refused of withStatus(answers, 429)) {
    expect(refused.headers.get("ratelimit-remaining")).toBe("0");
    expect(Number(refused.headers.get("retry-after"))).toBeGreaterThan(0);
    expect(refused.headers.getSetCookie()).toEqual([]);
  }
});

for (const how of ["refuse", "hang", "rubbish", "cut"] as const) {
  test(`with a Redis that would ${how} still exactly thirty pass a server, nobody's cookie changes, and it counts again once back`, async () => {
    const address = newAddress();
    const first = await fetch(`${urls()[0]}${create}`, {
      method: "POST",
      headers: { "x-forwarded-for": address },
    });
    const cookie = first.headers.getSetCookie()[0]?.split(";")[0] ?? "";
    await wire.behave(how);
    const answers = await aHundred(urls().slice(0, 1));
    expect([withStatus(answers, 201).length, withStatus(answers, 429).length]).toEqual([30, 70]);
    const again = await fetch(`${urls()[0]}${create}`, {
      method: "POST",
      headers: { cookie, "x-forwarded-for": address },
    });
    expect([again.status, again.headers.getSetCookie()]).toEqual([200, []]);
    await wire.behave("pass");
    await untilRedisCounts();
  });
}

test("a Redis that is killed in the middle of it and comes back empty is missed by nobody", async () => {
  const burst = aHundred(urls().slice(0, 1));
  await redis.kill();
  const answers = await burst;
  expect(withStatus(answers, 201).length + withStatus(answers, 429).length).toBe(100);
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

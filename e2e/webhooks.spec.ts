import { Client } from "pg";
import type { SignedIn } from "../lib/contract/wire";
import { expect, postgresUrl, test } from "./fixtures";
import { type Api, apiClient } from "./support/api";
import { type App, startApp } from "./support/app";
import { violationsOf } from "./support/axe";
import { createDatabase } from "./support/database";
import { becomeAdmin, newEmail, password } from "./support/people";
import { freePort } from "./support/ports";
import { type Receiver, webhookReceiver, webhookSecret } from "./support/receiver";

const cron = { headers: { authorization: "Bearer a scheduler's" } };

let receiver: Receiver;
let app: App;
let restart: () => Promise<void>;
let databaseUrl: string;
let client: Client;
let api: Api;

test.beforeEach(async ({ mail }) => {
  receiver = await webhookReceiver();
  databaseUrl = await createDatabase(postgresUrl());
  const port = await freePort();
  const environment = {
    DATABASE_URL: databaseUrl,
    EMAIL_SERVER: mail.url,
    WEBHOOK_URL: receiver.url,
    WEBHOOK_SECRET: webhookSecret,
    CRON_SECRET: "a scheduler's",
    BANATA_API_KEY: "an-owners-key",
  };
  restart = async () => {
    app = await startApp(environment, { port });
  };
  await restart();
  api = apiClient(app.url);
  client = new Client({ connectionString: databaseUrl });
  await client.connect();
});

test.afterEach(async () => {
  await client.end();
  await app.stop();
});

async function guest(): Promise<{ id: string; token: string }> {
  const { status, data } = await api.post<SignedIn>("/api/auth/sign-in/anonymous");
  expect(status).toBe(201);
  return { id: data?.user.id ?? "", token: data?.session.token ?? "" };
}

async function rows<Row>(query: string): Promise<Row[]> {
  return (await client.query(query)).rows;
}

const waiting = () =>
  rows<{ failure: string | null }>(
    "SELECT failure FROM webhook_deliveries WHERE ended_at IS NULL ORDER BY event_id",
  );

/** As if the pauses before the next attempts were over. */
const untilDue = () => client.query("UPDATE webhook_deliveries SET due_at = now() WHERE ended_at IS NULL");

/** Whatever waits is tried again, and has this to say then. */
async function tryAgain(failures: string[]) {
  await untilDue();
  expect((await api.get("/api/cron/cleanup", cron)).status).toBe(200);
  await expect
    .poll(async () => (await waiting()).map(({ failure }) => failure), { timeout: 60_000 })
    .toEqual(failures);
}

const accepted = () => receiver.received.filter(({ answered }) => answered === 200);

test("an owner's server that was down, failed, hung, and saw ours killed has every event in the end, each taken once", async () => {
  const email = newEmail();
  const member = await guest();
  await expect.poll(waiting).toEqual([{ failure: "ECONNREFUSED" }]);

  await receiver.start();
  receiver.behave(500);
  const body = { email, password };
  const upgraded = await api.post("/api/auth/anonymous/upgrade", { token: member.token, body });
  expect(upgraded.status).toBe(200);
  await expect.poll(async () => (await waiting())[1]).toEqual({ failure: "answered 500" });
  await tryAgain(["answered 500", "answered 500"]);

  receiver.behave("hang");
  await tryAgain(["no answer in time", "no answer in time"]);
  const other = await guest();
  await expect.poll(() => receiver.received.at(-1)?.event.data.userId).toBe(other.id);
  await app.stop("SIGKILL");

  receiver.behave(200);
  await restart();
  const signedIn = await api.post<SignedIn>("/api/auth/sign-in/email", { token: other.token, body });
  const token = signedIn.data?.session.token ?? null;
  expect((await api.post("/api/auth/merge", { token, body: { decision: "merge" } })).status).toBe(200);
  const removed = await guest();
  const key = { headers: { authorization: "Bearer an-owners-key" } };
  expect((await api.delete(`/api/v1/users/${removed.id}`, key)).status).toBe(200);
  await tryAgain([]);

  const told = accepted().map(({ event: { type, data } }) => `${type} ${data.userId}`);
  expect(told.sort()).toEqual(
    [
      `user.created ${member.id}`,
      `user.upgraded ${member.id}`,
      `user.created ${other.id}`,
      `user.merged ${member.id}`,
      `user.deleted ${other.id}`,
      `user.created ${removed.id}`,
      `user.deleted ${removed.id}`,
    ].sort(),
  );
  expect(receiver.forged).toEqual([]);
  const audited = await rows<{ id: string }>(
    "SELECT id FROM audit_events WHERE type IN ('user.created', 'user.upgraded', 'user.merged', 'user.deleted')",
  );
  const ids = accepted().map(({ event }) => event.id);
  expect(ids.sort()).toEqual(audited.map(({ id }) => id).sort());
  const sent = JSON.stringify(receiver.received);
  for (const secret of [email, password, member.token, other.token]) expect(sent).not.toContain(secret);
  expect(app.log()).not.toContain(receiver.url);
  await receiver.stop();
});

test("a thousand guests who are cleaned up at once are all announced, with no request of anybody's in the way", async () => {
  await receiver.start();
  const gone = 1_000;
  await client.query(
    `INSERT INTO users (id, is_anonymous, last_active_at)
     SELECT 'usr_' || lpad(n::text, 26, '0'), true, now() - interval '2 days' FROM generate_series(1, $1) AS n`,
    [gone],
  );
  const key = { authorization: "Bearer an-owners-key", "content-type": "application/json" };
  const saved = await fetch(`${app.url}/api/v1/configuration`, {
    method: "PATCH",
    headers: key,
    body: JSON.stringify({ authMethods: { anonymous: { enabled: true, maxAge: 86_400 } } }),
  });
  expect(saved.status).toBe(200);
  expect((await api.get<{ deleted: number }>("/api/cron/cleanup", cron)).data?.deleted).toBe(gone);
  await guest();
  await expect.poll(waiting, { timeout: 120_000 }).toEqual([]);
  const deleted = accepted().filter(({ event }) => event.type === "user.deleted");
  expect(new Set(deleted.map(({ event }) => event.data.userId)).size).toBe(gone);
  expect(deleted).toHaveLength(gone);
  await receiver.stop();
});

test("an owner sees what their server did not take, and sends again what was given up", async ({
  browser,
  mail,
}) => {
  await receiver.start();
  receiver.behave(410);
  const context = await browser.newContext({ baseURL: app.url, viewport: { width: 1280, height: 800 } });
  const page = await context.newPage();
  const { user } = await becomeAdmin(page, mail, databaseUrl);
  await expect.poll(waiting).toEqual([]);
  receiver.behave(500);
  const { id } = await guest();
  await expect.poll(waiting).toEqual([{ failure: "answered 500" }]);

  await page.goto("/admin");
  await page.getByRole("link", { name: "Webhooks" }).click();
  const [, port] = /:(\d+)\//.exec(receiver.url) ?? [];
  await expect(page.getByText(`127.0.0.1:${port} is told`)).toBeVisible();
  await expect(page.getByText("1 waiting to be sent, 1 given up.")).toBeVisible();
  const item = (text: string) => page.getByRole("listitem").filter({ hasText: text });
  const person = item("answered 500, once; next").getByRole("link", { name: "Guest" });
  await expect(person).toHaveAttribute("href", `/admin/users/${id}`);
  await expect(item("answered 410, once; given up")).toBeVisible();
  expect(await violationsOf(page)).toEqual([]);

  receiver.behave(200);
  await page.getByRole("button", { name: "Send again what was given up" }).click();
  await expect(page.getByText("1 on their way again.")).toBeVisible();
  await expect.poll(() => accepted().map(({ event }) => event.data.userId)).toEqual([user.id]);
  await context.close();
  await receiver.stop();
});

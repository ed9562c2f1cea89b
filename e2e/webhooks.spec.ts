import { Client } from "pg";
import type { SignedIn } from "@/lib/api/shapes";
import type { WebhookEvent } from "@/lib/features/webhooks/schemas";
import { type Api, apiClient } from "@/lib/testing/api";
import { createDatabase } from "@/lib/testing/database";
import { becomeAdmin, grantByCommand, newEmail, password } from "@/lib/testing/people";
import { freePort } from "@/lib/testing/ports";
import { expect, postgresUrl, test } from "./fixtures";
import { type App, startApp } from "./support/app";
import { faultsOf } from "./support/axe";
import { type Receiver, webhookReceiver, webhookSecret } from "./support/receiver";

const cronSecret = "a-secret-of-the-scheduler-of-these-tests";
const apiKey = "an-api-key-of-the-webhooks-own-tests";
const cron = { headers: { authorization: `Bearer ${cronSecret}` } };

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
    CRON_SECRET: cronSecret,
    BANATA_API_KEY: apiKey,
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

const userOf = (event?: WebhookEvent) => (event && "userId" in event.data ? event.data.userId : null);

const accepted = () => receiver.received.filter(({ answered }) => answered === 200);

test("a receiver that was down, failed, hung, and saw our server killed has every event in the end, each accepted once", async () => {
  const email = newEmail();
  const registered = await guest();
  await expect.poll(waiting).toEqual([{ failure: "ECONNREFUSED" }]);

  await receiver.start();
  receiver.behave(500);
  const body = { email, password };
  const upgraded = await api.post("/api/auth/anonymous/upgrade", { token: registered.token, body });
  expect(upgraded.status).toBe(200);
  await expect.poll(async () => (await waiting())[1]).toEqual({ failure: "answered 500" });
  await tryAgain(["answered 500", "answered 500"]);

  receiver.behave("hang");
  await tryAgain(["no answer in time", "no answer in time"]);
  const other = await guest();
  await expect.poll(() => userOf(receiver.received.at(-1)?.event)).toBe(other.id);
  await app.stop("SIGKILL");

  receiver.behave(200);
  await restart();
  const signedIn = await api.post<SignedIn>("/api/auth/sign-in/email", { token: other.token, body });
  const token = signedIn.data?.session.token ?? null;
  expect((await api.post("/api/auth/merge", { token, body: { decision: "merge" } })).status).toBe(200);
  const removed = await guest();
  const key = { headers: { authorization: `Bearer ${apiKey}` } };
  expect((await api.delete(`/api/v1/users/${removed.id}`, key)).status).toBe(200);
  await tryAgain([]);
  await expect.poll(() => accepted().length).toBe(7);

  const told = accepted().map(({ event }) => `${event.type} ${userOf(event)}`);
  expect(told.sort()).toEqual(
    [
      `user.created ${registered.id}`,
      `user.upgraded ${registered.id}`,
      `user.created ${other.id}`,
      `user.merged ${registered.id}`,
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
  for (const secret of [email, password, registered.token, other.token]) expect(sent).not.toContain(secret);
  expect(app.log()).not.toContain(receiver.url);
  await receiver.stop();
});

test("the deletion of a thousand guests by one cleanup is sent for each of them, and no request waits for it", async () => {
  await receiver.start();
  const gone = 1_000;
  await client.query(
    `INSERT INTO users (id, is_anonymous, last_active_at)
     SELECT 'usr_' || lpad(n::text, 26, '0'), true, now() - interval '2 days' FROM generate_series(1, $1) AS n`,
    [gone],
  );
  const key = { authorization: `Bearer ${apiKey}`, "content-type": "application/json" };
  const saved = await fetch(`${app.url}/api/v1/configuration`, {
    method: "PATCH",
    headers: key,
    body: JSON.stringify({ authMethods: { anonymous: { enabled: true, maxAge: 86_400 } } }),
  });
  expect(saved.status).toBe(200);
  expect((await api.get<{ deleted: number }>("/api/cron/cleanup", cron)).data?.deleted).toBe(gone);
  await guest();
  const deleted = () => accepted().filter(({ event }) => event.type === "user.deleted");
  await expect.poll(() => deleted().length, { timeout: 120_000 }).toBeGreaterThanOrEqual(gone);
  await expect.poll(waiting).toEqual([]);
  expect(new Set(deleted().map(({ event }) => userOf(event))).size).toBe(gone);
  expect(deleted()).toHaveLength(gone);
  await receiver.stop();
});

test("an admin sees which deliveries failed, sends them again, and sends a test event", async ({
  browser,
  mail,
}) => {
  await receiver.start();
  receiver.behave(410);
  const context = await browser.newContext({ baseURL: app.url, viewport: { width: 1280, height: 800 } });
  const page = await context.newPage();
  const { user } = await becomeAdmin(page, mail, (user) => grantByCommand(user, databaseUrl));
  const givenUp = () =>
    rows("SELECT FROM webhook_deliveries WHERE ended_at IS NOT NULL AND failure IS NOT NULL");
  await expect.poll(async () => (await givenUp()).length).toBe(1);
  receiver.behave(500);
  const { id } = await guest();
  await expect.poll(waiting).toEqual([{ failure: "answered 500" }]);

  await page.goto("/admin");
  await page.getByRole("link", { name: "Webhooks" }).click();
  const [, port] = /:(\d+)\//.exec(receiver.url) ?? [];
  await expect(page.getByText(`127.0.0.1:${port} receives an event`)).toBeVisible();
  await expect(page.getByText("1 waiting, 1 given up.")).toBeVisible();
  const item = (text: string) => page.getByRole("listitem").filter({ hasText: text });
  const person = item("answered 500; 1 try, next try").getByRole("link", { name: "Guest" });
  await expect(person).toHaveAttribute("href", `/admin/users/${id}`);
  await expect(item("answered 410; gave up after 1 try")).toBeVisible();
  expect(await faultsOf(page)).toEqual([]);

  receiver.behave(200);
  await page.getByRole("button", { name: "Send failed events again" }).click();
  await expect(page.getByText("1 event will be sent again.")).toBeVisible();
  await expect.poll(() => accepted().map(({ event }) => userOf(event))).toEqual([user.id]);

  await page.getByRole("button", { name: "Send a test event" }).click();
  await expect(page.getByText("Your server accepted the test event: it answered 200.")).toBeVisible();
  expect(accepted().at(-1)?.event.type).toBe("webhook.test");
  receiver.behave(503);
  await page.getByRole("button", { name: "Send a test event" }).click();
  await expect(page.getByText("Your server didn't accept the test event: answered 503.")).toBeVisible();
  await context.close();
  await receiver.stop();
});

import { spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type IncomingHttpHeaders } from "node:http";
import path from "node:path";
import { Webhook } from "standardwebhooks";
import { expect, onTestFinished, test } from "vitest";
import { freePort } from "@/lib/testing/ports";
import { type WebhookEvent, webhookEvent } from "./schemas";
import { postTestEvent, postWebhook } from "./webhook-request";

const secret = `whsec_${Buffer.from("thirty-two bytes, known to all..").toString("base64")}`;
const event: WebhookEvent = {
  id: "aud_01HXYZ",
  type: "user.upgraded",
  timestamp: "2026-11-24T09:30:00.000Z",
  data: { userId: "usr_01HXYZ", method: "password" },
};

type Received = { headers: IncomingHttpHeaders; body: string; url: string | undefined };

/** A server that answers everything alike and keeps what it got. */
async function receiver(status: number, headers: Record<string, string> = {}) {
  const received: Received[] = [];
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    received.push({ headers: request.headers, body: Buffer.concat(chunks).toString(), url: request.url });
    response.writeHead(status, headers).end("an answer that nobody reads");
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(() => void server.close());
  const address = server.address();
  const port = typeof address === "object" ? address?.port : null;
  return { received, endpoint: { url: `http://127.0.0.1:${port}/hook`, secret } };
}

/** What a receiver got of one webhook. */
async function posted() {
  const { received, endpoint } = await receiver(204);
  expect(await postWebhook(endpoint, event, new Date())).toBeNull();
  const [first] = received;
  const signed = ["webhook-id", "webhook-timestamp", "webhook-signature"];
  const headers = Object.fromEntries(signed.map((name) => [name, String(first?.headers[name])]));
  return { body: first?.body ?? "", headers };
}

test("the library of Standard Webhooks accepts the signature, and refuses it under another secret or for another body", async () => {
  const { body, headers } = await posted();
  expect(new Webhook(secret).verify(body, headers)).toEqual(event);
  expect(headers["webhook-id"]).toBe(event.id);
  const other = new Webhook(`whsec_${Buffer.from("another secret of thirty-two byt").toString("base64")}`);
  expect(() => other.verify(body, headers)).toThrow();
  expect(() => new Webhook(secret).verify(body.replace("usr_", "usr-"), headers)).toThrow();
});

test("the sample in docs/webhooks.md compiles, takes what is genuine and nothing else", {
  timeout: 120_000,
}, async () => {
  const [, sample = ""] = /```ts\n([\s\S]+?)```/.exec(readFileSync("docs/webhooks.md", "utf8")) ?? [];
  mkdirSync("test-results", { recursive: true });
  const folder = mkdtempSync("test-results/sample-");
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const file = path.join(folder, "sample.ts");
  writeFileSync(file, sample);
  const options = ["--strict", "--noEmit", "--ignoreConfig", "--types", "node", "--target", "es2022"];
  const compiled = spawnSync(process.execPath, [
    "node_modules/typescript/bin/tsc",
    ...options,
    "--module",
    "nodenext",
    file,
  ]);
  expect(String(compiled.stdout)).toBe("");
  expect(compiled.status).toBe(0);
  const { isGenuine } = await import(path.resolve(file));
  const { body, headers } = await posted();
  const given = new Headers(headers);
  expect(isGenuine(secret, given, body)).toBe(true);
  given.set("webhook-signature", `v1,bm90IHRoaXM= ${headers["webhook-signature"]}`);
  expect(isGenuine(secret, given, body)).toBe(true);
  expect(isGenuine(secret, given, `${body} `)).toBe(false);
  expect(isGenuine("whsec_AAAA", given, body)).toBe(false);
  expect(isGenuine(secret, given, body, Date.now() + 400_000)).toBe(false);
  given.set("webhook-timestamp", "soon");
  expect(isGenuine(secret, given, body)).toBe(false);
  expect(isGenuine(secret, new Headers(), body)).toBe(false);
});

test.each([
  [200, null],
  [204, null],
  [400, { reason: "answered 400", isFinal: false }],
  [410, { reason: "answered 410", isFinal: true }],
  [500, { reason: "answered 500", isFinal: false }],
])("an answer of %i means %o", async (status, failure) => {
  const { endpoint } = await receiver(status);
  expect(await postWebhook(endpoint, event, new Date())).toEqual(failure);
});

test("a test event is signed, has an id of its own, and the answer is told", async () => {
  const { received, endpoint } = await receiver(204);
  const now = new Date();
  expect(await postTestEvent(endpoint, now)).toEqual({ isAccepted: true, answer: "answered 204" });
  expect(await postTestEvent(endpoint, now)).toMatchObject({ isAccepted: true });
  const events = received.map(({ body, headers }) =>
    webhookEvent.parse(
      new Webhook(secret).verify(body, {
        "webhook-id": String(headers["webhook-id"]),
        "webhook-timestamp": String(headers["webhook-timestamp"]),
        "webhook-signature": String(headers["webhook-signature"]),
      }),
    ),
  );
  expect(events[0]).toMatchObject({ type: "webhook.test", timestamp: now.toISOString(), data: {} });
  expect(events[0]?.id).toBe(received[0]?.headers["webhook-id"]);
  expect(events[1]?.id).not.toBe(events[0]?.id);

  const failing = await receiver(500);
  expect(await postTestEvent(failing.endpoint, now)).toEqual({ isAccepted: false, answer: "answered 500" });
  const away = { url: `http://127.0.0.1:${await freePort()}/secret-path`, secret };
  expect(await postTestEvent(away, now)).toEqual({ isAccepted: false, answer: "ECONNREFUSED" });
});

test("a redirect is a failure, and nothing is requested from where it points to", async () => {
  const elsewhere = await receiver(200);
  const { endpoint } = await receiver(307, { location: elsewhere.endpoint.url });
  expect(await postWebhook(endpoint, event, new Date())).toEqual({ reason: "answered 307", isFinal: false });
  expect(elsewhere.received).toEqual([]);
});

test("a server that is not there is a failure that says so, and does not name the address", async () => {
  const url = `http://127.0.0.1:${await freePort()}/secret-path`;
  const failure = await postWebhook({ url, secret }, event, new Date());
  expect(failure).toEqual({ reason: "ECONNREFUSED", isFinal: false });
  // Fetch refuses some ports by itself: https://fetch.spec.whatwg.org/#port-blocking
  const blocked = await postWebhook({ url: "http://127.0.0.1:9/secret-path", secret }, event, new Date());
  expect(blocked).toEqual({ reason: "bad port", isFinal: false });
});

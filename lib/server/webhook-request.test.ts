import { spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type IncomingHttpHeaders } from "node:http";
import path from "node:path";
import { Webhook } from "standardwebhooks";
import { expect, onTestFinished, test } from "vitest";
import { freePort } from "@/e2e/support/ports";
import type { WebhookEvent } from "@/lib/contract/webhook-schemas";
import { postWebhook } from "./webhook-request";

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

test("the library of Standard Webhooks takes the signature, and refuses it under another secret or for another body", async () => {
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
  [400, { failure: "answered 400", final: false }],
  [410, { failure: "answered 410", final: true }],
  [500, { failure: "answered 500", final: false }],
])("an answer of %i means %o", async (status, refusal) => {
  const { endpoint } = await receiver(status);
  expect(await postWebhook(endpoint, event, new Date())).toEqual(refusal);
});

test("a redirect is a refusal, and nobody is asked where it points to", async () => {
  const elsewhere = await receiver(200);
  const { endpoint } = await receiver(307, { location: elsewhere.endpoint.url });
  expect(await postWebhook(endpoint, event, new Date())).toEqual({ failure: "answered 307", final: false });
  expect(elsewhere.received).toEqual([]);
});

test("a server that is not there is a refusal that says so, and does not name the address", async () => {
  const url = `http://127.0.0.1:${await freePort()}/secret-path`;
  const refusal = await postWebhook({ url, secret }, event, new Date());
  expect(refusal).toEqual({ failure: "ECONNREFUSED", final: false });
  // Fetch refuses some ports by itself: https://fetch.spec.whatwg.org/#port-blocking
  const blocked = await postWebhook({ url: "http://127.0.0.1:9/secret-path", secret }, event, new Date());
  expect(blocked).toEqual({ failure: "bad port", final: false });
});

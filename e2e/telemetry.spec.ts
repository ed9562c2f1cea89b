import { once } from "node:events";
import { createServer } from "node:http";
import type { SignedIn } from "@/lib/api/shapes";
import { apiClient, newAddress } from "@/lib/testing/api";
import { createDatabase } from "@/lib/testing/database";
import { newEmail, password } from "@/lib/testing/people";
import { expect, postgresUrl, test } from "./fixtures";
import { startApp } from "./support/app";

type Trace = { resourceSpans: { scopeSpans: { spans: { name: string }[] }[] }[] };

/** A collector that speaks OTLP over HTTP, on a free port of 127.0.0.1, and what was posted to it. */
async function startCollector() {
  const posted: string[] = [];
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    if (request.url === "/v1/traces") posted.push(Buffer.concat(chunks).toString());
    response.end("{}");
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  const port = typeof address === "object" ? address?.port : null;
  return { url: `http://127.0.0.1:${port}`, posted, stop: () => server.close() };
}

function namesIn(posted: string[]): string[] {
  return posted.flatMap((body) => {
    const { resourceSpans }: Trace = JSON.parse(body);
    return resourceSpans.flatMap(({ scopeSpans }) =>
      scopeSpans.flatMap(({ spans }) => spans.map(({ name }) => name)),
    );
  });
}

/** Has Node say in the log which modules it loads, on their own and by `require`. */
const NODE_DEBUG = "esm,module";

test("with a collector every request is traced by its route, without token, cookie, address or path", async () => {
  const collector = await startCollector();
  const app = await startApp({
    DATABASE_URL: await createDatabase(postgresUrl()),
    OTEL_EXPORTER_OTLP_ENDPOINT: collector.url,
    OTEL_EXPORTER_OTLP_PROTOCOL: "http/json",
    NODE_DEBUG,
  });
  const address = newAddress();
  const api = apiClient(app.url, address);
  const { data: guest } = await api.post<SignedIn>("/api/auth/sign-in/anonymous");
  const token = guest?.session.token ?? "";
  const cookie = `guestbook=${token}`;
  await fetch(`${app.url}/verify-email?token=a-token-in-a-query`, { headers: { cookie } });
  await fetch(`${app.url}/admin/users/a-token-in-a-path`, { headers: { cookie } });
  await fetch(`${app.url}/nowhere/a-path-of-nobody`, { headers: { cookie } });
  const body = { email: newEmail(), password };
  const { data } = await api.post<SignedIn>("/api/auth/anonymous/upgrade", { token, body });

  const expected = ["GET /verify-email", "GET /admin/users/[id]", "POST /api/auth/anonymous/upgrade"];
  await expect
    .poll(() => namesIn(collector.posted), { timeout: 60_000 })
    .toEqual(expect.arrayContaining(expected));
  await app.stop();
  const sent = collector.posted.join("");
  const secrets = [token, data?.session.token ?? "", body.email, password, address, guest?.user.id ?? ""];
  for (const secret of [...secrets, "a-token-in-a-query", "a-token-in-a-path", "a-path-of-nobody"])
    expect(sent).not.toContain(secret);
  expect(app.log()).toContain("/@vercel/otel/");
  collector.stop();
});

test("without a collector nothing of OpenTelemetry is loaded but what Next brings", async () => {
  const app = await startApp({
    DATABASE_URL: await createDatabase(postgresUrl()),
    NODE_DEBUG,
  });
  expect((await apiClient(app.url).post("/api/auth/sign-in/anonymous")).status).toBe(201);
  expect((await fetch(app.url)).status).toBe(200);
  await app.stop();
  expect(app.log()).toContain("/next/dist/");
  expect(app.log()).not.toContain("@vercel/otel");
});

test("a collector that is away, or says nothing, keeps nobody waiting", async () => {
  const silent = createServer(() => {}).listen(0, "127.0.0.1");
  await once(silent, "listening");
  const address = silent.address();
  const port = typeof address === "object" ? address?.port : null;
  for (const url of [`http://127.0.0.1:${port}`, "http://127.0.0.1:9"]) {
    const app = await startApp({
      DATABASE_URL: await createDatabase(postgresUrl()),
      OTEL_EXPORTER_OTLP_ENDPOINT: url,
      OTEL_BSP_SCHEDULE_DELAY: "10",
    });
    const api = apiClient(app.url);
    for (let call = 0; call < 5; call++)
      expect((await api.post("/api/auth/sign-in/anonymous")).status).toBe(201);
    expect(app.log()).not.toContain("127.0.0.1:9");
    await app.stop();
  }
  silent.closeAllConnections();
  silent.close();
});

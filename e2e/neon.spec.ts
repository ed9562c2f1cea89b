import { resolve } from "node:path";
import { Client } from "pg";
import type { MergePreview, MergeReceipt, SignedIn, SignInResult } from "@/lib/api/shapes";
import { apiClient } from "@/lib/testing/api";
import { createDatabase, createTemplate } from "@/lib/testing/database";
import { type FaultProxy, startFaultProxy } from "@/lib/testing/fault-proxy";
import { brokenInvariants } from "@/lib/testing/invariants";
import { startNeonDoors } from "@/lib/testing/neon";
import { newEmail, password } from "@/lib/testing/people";
import { type Postgres, startPostgres } from "@/lib/testing/postgres";
import { expect, test } from "./fixtures";
import { type App, apiKey, startApp } from "./support/app";

let postgres: Postgres;
let wire: FaultProxy;
let doors: Awaited<ReturnType<typeof startNeonDoors>>;
let app: App;
let client: Client;

/** A production server on Neon's driver; behind its doors a wire that can be broken, and a PostgreSQL. */
test.beforeAll(async () => {
  postgres = await startPostgres({ auth: "password" });
  await createTemplate(postgres.url);
  const databaseUrl = new URL(await createDatabase(postgres.url));
  client = new Client({ connectionString: databaseUrl.href });
  await client.connect();
  wire = await startFaultProxy(Number(databaseUrl.port));
  doors = await startNeonDoors(wire.port);
  app = await startApp({
    DATABASE_URL: Object.assign(databaseUrl, { host: "ep-test.neon.tech", port: "" }).href,
    NODE_OPTIONS: `--import=${resolve("e2e/support/through-neon-doors.mjs")}`,
    NEON_DOORS: String(doors.port),
    CRON_SECRET: apiKey,
  });
});

test.afterAll(async () => {
  await app?.stop();
  await wire?.stop();
  await doors?.stop();
  await client?.end();
  await postgres?.remove();
});

test("on Neon's driver guests upgrade, sign in and are cleaned up, over a database that dies midway", async () => {
  const api = apiClient(app.url);
  const guest = async () => {
    const { data } = await api.post<SignedIn>("/api/auth/sign-in/anonymous");
    return { id: data?.user.id ?? "", session: data?.session.id, token: data?.session.token ?? null };
  };
  const health = async () => (await fetch(`${app.url}/api/health`)).status;
  expect(await health()).toBe(200);

  const registered = await guest();
  const body = { email: newEmail(), password };
  const upgraded = await api.post<SignedIn>("/api/auth/anonymous/upgrade", { token: registered.token, body });
  expect(upgraded.data).toMatchObject({
    user: { id: registered.id, isAnonymous: false },
    session: { id: registered.session },
  });

  // eject-start: organizations
  const left = await guest();
  await client.query(
    `WITH organization AS (INSERT INTO organizations (id, name) VALUES ('org_1', 'Friends') RETURNING id)
      INSERT INTO memberships (organization_id, user_id) SELECT id, $1 FROM organization`,
    [left.id],
  );
  const arrived = await api.post<SignInResult>("/api/auth/sign-in/email", { token: left.token, body });
  expect(arrived.data).toMatchObject({
    user: { id: registered.id },
    guest: { id: left.id, counts: { memberships: 1 } },
  });
  const token = arrived.data?.session.token ?? null;
  const merge = () => api.post<MergeReceipt>("/api/auth/merge", { token, body: { decision: "merge" } });
  const nothingIsLost = async () => {
    await expect.poll(async () => (await api.get("/api/auth/get-session", { token })).status).toBe(200);
    const preview = await api.get<MergePreview>("/api/auth/merge", { token });
    expect(preview.data?.guest).toEqual({ id: left.id, counts: { memberships: 1 } });
    expect(await brokenInvariants(async (text) => (await client.query(text)).rows)).toEqual({});
  };

  // In the middle of the transaction, which goes through a WebSocket.
  wire.cutAt("user.merged");
  expect(await merge()).toMatchObject({ status: 503, error: { code: "UNAVAILABLE" } });
  await wire.behave("pass");
  await nothingIsLost();

  for (const how of ["refuse", "hang", "rubbish", "cut"] as const) {
    await wire.behave(how);
    const answers = await Promise.all([
      merge(),
      api.get("/api/auth/get-session", { token }),
      api.post("/api/auth/sign-in/anonymous"),
      api.post("/api/auth/sign-in/email", { token, body }),
    ]);
    for (const answer of answers) {
      expect([how, answer.status, answer.error?.code]).toEqual([how, 503, "UNAVAILABLE"]);
      expect(answer.headers.getSetCookie()).toEqual([]);
    }
    expect(await health()).toBe(503);
    await wire.behave("pass");
    await nothingIsLost();
  }
  expect(await health()).toBe(200);
  expect((await merge()).data).toEqual({ decision: "merge", guestId: left.id, counts: { memberships: 1 } });
  // eject-end: organizations

  const idle = await guest();
  const settings = await fetch(`${app.url}/api/v1/configuration`, {
    method: "PATCH",
    headers: { authorization: `Bearer ${apiKey}`, "content-type": "application/json" },
    body: JSON.stringify({ authMethods: { anonymous: { maxAge: 3600 } } }),
  });
  expect(settings.status).toBe(200);
  await client.query("UPDATE users SET last_active_at = now() - interval '2 hours' WHERE id = $1", [idle.id]);
  const cleanup = () =>
    fetch(`${app.url}/api/cron/cleanup`, { headers: { authorization: `Bearer ${apiKey}` } });
  wire.cutAt("user.deleted");
  expect((await cleanup()).status).toBe(503);
  await wire.behave("pass");
  await expect.poll(async () => (await cleanup()).status).toBe(200);
  const users = await client.query("SELECT id FROM users");
  expect(users.rows).toEqual([{ id: registered.id }]);
  expect(await brokenInvariants(async (text) => (await client.query(text)).rows)).toEqual({});
});

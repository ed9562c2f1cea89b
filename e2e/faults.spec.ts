import { Client } from "pg";
import type { SignedIn } from "@/lib/api/shapes";
import { apiClient } from "@/lib/testing/api";
import { createDatabase, createTemplate } from "@/lib/testing/database";
import { type FaultProxy, startFaultProxy } from "@/lib/testing/fault-proxy";
import { brokenInvariants } from "@/lib/testing/invariants";
import { newEmail, password } from "@/lib/testing/people";
import { startPostgres } from "@/lib/testing/postgres";
import { expect, postgresUrl, test } from "./fixtures";
import { type App, startApp } from "./support/app";
import { type Life, liveOn, lostAmong, upgradedOf } from "./support/lives";
import { tokenIn } from "./support/smtp";

// Redis: e2e/redis-limits.spec.ts. Identity providers: e2e/social.spec.ts. A PostgreSQL that is stopped, and a mail server
// that refuses or keeps a mail: e2e/outage.spec.ts.

test.describe("on wires that break", () => {
  let app: App;
  let toDatabase: FaultProxy;
  let toMail: FaultProxy;
  let client: Client;

  test.beforeAll(async ({ mail }) => {
    const databaseUrl = new URL(await createDatabase(postgresUrl()));
    client = new Client({ connectionString: databaseUrl.href });
    await client.connect();
    toDatabase = await startFaultProxy(Number(databaseUrl.port));
    toMail = await startFaultProxy(Number(new URL(mail.url).port));
    databaseUrl.port = String(toDatabase.port);
    app = await startApp({
      DATABASE_URL: databaseUrl.href,
      EMAIL_SERVER: `smtp://127.0.0.1:${toMail.port}`,
    });
  });

  test.afterAll(async () => {
    expect(await brokenInvariants(async (text) => (await client.query(text)).rows)).toEqual({});
    await app.stop();
    await client.end();
    await Promise.all([toDatabase.stop(), toMail.stop()]);
  });

  for (const how of ["refuse", "hang", "rubbish", "cut"] as const) {
    test(`a database that would ${how}: 503 and no cookie touched; afterwards the same guest, without a restart`, async () => {
      const api = apiClient(app.url);
      const { data: guest } = await api.post<SignedIn>("/api/auth/sign-in/anonymous");
      const token = guest?.session.token ?? null;
      const body = { email: newEmail(), password };
      await toDatabase.behave(how);
      const answers = await Promise.all([
        api.get("/api/auth/get-session", { token }),
        api.post("/api/auth/sign-in/anonymous", { token }),
        api.post("/api/auth/sign-in/anonymous"),
        api.post("/api/auth/anonymous/upgrade", { token, body }),
        api.post("/api/auth/sign-in/email", { token, body }),
        api.post("/api/auth/magic-link", { token, body: { email: newEmail() } }),
        api.post("/api/auth/sign-out", { token }),
      ]);
      for (const answer of answers) {
        expect(answer).toMatchObject({ status: 503, data: null, error: { code: "UNAVAILABLE" } });
        expect(answer.headers.getSetCookie()).toEqual([]);
      }
      await toDatabase.behave("pass");
      const session = () => api.get<SignedIn>("/api/auth/get-session", { token });
      await expect.poll(async () => (await session()).status).toBe(200);
      expect((await session()).data?.user).toMatchObject({ id: guest?.user.id, isAnonymous: true });
      const upgraded = await api.post<SignedIn>("/api/auth/anonymous/upgrade", { token, body });
      expect(upgraded.data?.user).toMatchObject({ id: guest?.user.id, isAnonymous: false });
    });

    test(`a mail server that would ${how} fails no upgrade, and gets the mail once it is back`, async ({
      mail,
    }) => {
      const api = apiClient(app.url);
      const upgrade = async () => {
        const { data: guest } = await api.post<SignedIn>("/api/auth/sign-in/anonymous");
        const body = { email: newEmail(), password };
        const token = guest?.session.token ?? null;
        const upgraded = await api.post<SignedIn>("/api/auth/anonymous/upgrade", { token, body });
        expect(upgraded).toMatchObject({ status: 200, data: { user: { id: guest?.user.id } } });
        return body.email;
      };
      await toMail.behave(how);
      const email = await upgrade();
      const tried = async () => {
        const owed = "SELECT 1 FROM mail_outbox WHERE recipient = $1 AND attempts > 0 AND sent_at IS NULL";
        return (await client.query(owed, [email])).rowCount;
      };
      await expect.poll(tried).toBe(1);
      await toMail.behave("pass");
      // It is due again after a pause; here it is due at once, and the next upgrade has it sent.
      await expect
        .poll(
          async () => {
            await client.query("UPDATE mail_outbox SET next_attempt_at = now() WHERE sent_at IS NULL");
            await upgrade();
            return mail.mails.some(({ to }) => to === email);
          },
          { timeout: 60_000 },
        )
        .toBe(true);
      expect(tokenIn(await mail.waitFor(email))).not.toBe("");
    });
  }
});

test("PostgreSQL crashes twice under load and recovers: nothing acknowledged is lost", async () => {
  const postgres = await startPostgres({ durable: true });
  await createTemplate(postgres.url);
  const databaseUrl = await createDatabase(postgres.url);
  const app = await startApp({ DATABASE_URL: databaseUrl });
  const lives: Life[] = [];
  let isOver = false;
  const work = Array.from({ length: 6 }, (_, lane) => liveOn(app.url, `lane${lane}`, lives, () => isOver));
  try {
    for (const _crash of [1, 2]) {
      const before = upgradedOf(lives).length;
      await expect
        .poll(() => upgradedOf(lives).length, { timeout: 60_000, intervals: [5] })
        .toBeGreaterThan(before + 3);
      await postgres.stop("SIGQUIT");
      await postgres.start();
    }
    const before = upgradedOf(lives).length;
    await expect.poll(() => upgradedOf(lives).length, { timeout: 60_000 }).toBeGreaterThan(before + 3);
    isOver = true;
    await Promise.all(work);
    const client = new Client({ connectionString: databaseUrl });
    await client.connect();
    expect(await lostAmong(lives, app.url, client)).toEqual([]);
    expect(await brokenInvariants(async (text) => (await client.query(text)).rows)).toEqual({});
    await client.end();
  } finally {
    isOver = true;
    await app.stop();
    await postgres.remove();
  }
});

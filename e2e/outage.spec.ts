import type { SignedIn } from "@/lib/api/shapes";
import { apiClient } from "@/lib/testing/api";
import { createDatabase, createTemplate } from "@/lib/testing/database";
import { startPostgres } from "@/lib/testing/postgres";
import { expect, test } from "./fixtures";
import { startApp } from "./support/app";

test("the database away: 503 and the cookie untouched; back again: everything goes on without a restart", async ({
  browser,
}) => {
  const postgres = await startPostgres();
  await createTemplate(postgres.url);
  const app = await startApp({ DATABASE_URL: await createDatabase(postgres.url) });
  const api = apiClient(app.url);
  try {
    const { data: guest } = await api.post<SignedIn>("/api/auth/sign-in/anonymous");
    const token = guest?.session.token ?? null;
    const body = { email: "outage@example.com", password: "correct horse battery" };
    // A browser's cookie, with the value that it alone knows.
    const context = await browser.newContext({ baseURL: app.url });
    expect((await context.request.post("/api/auth/sign-in/anonymous")).status()).toBe(201);
    const cookies = await context.cookies();
    expect(cookies.map(({ name, httpOnly }) => ({ name, httpOnly }))).toEqual([
      { name: "guestbook", httpOnly: true },
    ]);

    for (const signal of ["SIGINT", "SIGQUIT"] as const) {
      await postgres.stop(signal);
      const answers = [
        await api.get("/api/auth/get-session", { token }),
        await api.post("/api/auth/sign-in/anonymous", { token }),
        await api.post("/api/auth/sign-in/anonymous"),
        await api.post("/api/auth/anonymous/upgrade", { token, body }),
        await api.post("/api/auth/sign-in/email", { token, body }),
        await api.post("/api/auth/sign-out", { token }),
      ];
      for (const answer of answers) {
        expect(answer).toMatchObject({ status: 503, data: null, error: { code: "UNAVAILABLE" } });
        expect(answer.headers.getSetCookie()).toEqual([]);
        expect(app.log()).toContain(`"requestId":"${answer.headers.get("x-request-id")}"`);
        expect(JSON.stringify(answer.error)).not.toMatch(/postgres|ECONN|127\.0\.0\.1|SELECT/i);
      }
      for (const path of ["/api/auth/get-session", "/api/health"]) {
        expect((await context.request.get(path)).status()).toBe(503);
      }
      const page = await context.newPage();
      await page.goto("/");
      await expect(page.getByText("We can't reach your account right now. Nothing is lost")).toBeVisible();
      await page.waitForLoadState("networkidle");
      await page.close();
      expect(await context.cookies()).toEqual(cookies);

      await postgres.start();
      await expect.poll(async () => (await api.get("/api/auth/get-session", { token })).status).toBe(200);
      const session = await api.get<SignedIn>("/api/auth/get-session", { token });
      expect(session.data?.user).toMatchObject({ id: guest?.user.id, isAnonymous: true });
    }
    const upgraded = await api.post<SignedIn>("/api/auth/anonymous/upgrade", { token, body });
    expect(upgraded).toMatchObject({ status: 200, data: { user: { id: guest?.user.id } } });
    await context.close();
  } finally {
    await app.stop();
    await postgres.remove();
  }
});

test("a dead or silent mail server neither fails nor delays an upgrade, and the mail stays owed", async ({
  server,
  api,
  mail,
  db,
}) => {
  const failures = () => server.app.log().split("mail not sent").length;
  for (const how of ["refuse", "hang"] as const) {
    const before = failures();
    mail.behave(how);
    const { data: guest } = await api.post<SignedIn>("/api/auth/sign-in/anonymous");
    const email = `mail-${how}@example.com`;
    const upgraded = await api.post<SignedIn>("/api/auth/anonymous/upgrade", {
      token: guest?.session.token ?? null,
      body: { email, password: "correct horse battery" },
    });
    expect(upgraded.status).toBe(200);
    // The sender has not given up yet when the upgrade is answered.
    if (how === "hang") await expect.poll(mail.waiting).toBeGreaterThan(0);
    else await expect.poll(failures).toBeGreaterThan(before);
    expect(await db("SELECT attempts, sent_at FROM mail_outbox WHERE recipient = $1", [email])).toEqual([
      { attempts: 1, sent_at: null },
    ]);
  }
  mail.behave("accept");
  expect(server.app.log()).not.toContain("correct horse battery");
});

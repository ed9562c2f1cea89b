import { createDatabase } from "@/lib/testing/database";
import { becomeGuest, newEmail, password, whoIs } from "@/lib/testing/people";
import { freePort } from "@/lib/testing/ports";
import { test as base, expect, postgresUrl } from "./fixtures";
import { credentials } from "./provider-fixtures";
import { startApp } from "./support/app";
import { startOtherProviders } from "./support/other-providers";
import { startTls } from "./support/proxy";

const test = base.extend({
  server: [
    async ({ mail }, use) => {
      const databaseUrl = await createDatabase(postgresUrl());
      const others = await startOtherProviders();
      const port = await freePort();
      const url = `https://localhost:${port}`;
      const providers = {
        ...credentials("GITHUB"),
        AUTH_GITHUB_URL: others.url,
        ...credentials("APPLE"),
        AUTH_APPLE_ISSUER: others.url,
      };
      const app = await startApp({
        DATABASE_URL: databaseUrl,
        EMAIL_SERVER: mail.url,
        AUTH_URL: url,
        ...providers,
      });
      const tls = await startTls(port, () => app.url);
      await use({ app: { ...app, url }, databaseUrl });
      await tls.stop();
      await app.stop();
      await others.stop();
    },
    { scope: "worker", timeout: 60_000 },
  ],
});

// The browser takes no service worker from a certificate that nobody trusts, whatever a test tells it.
test.use({ ignoreHTTPSErrors: true, serviceWorkers: "block" });

const held = { httpOnly: true, secure: true, sameSite: "Lax", path: "/" };

test("over https every cookie of ours is bound to this host, and the upgrade works as ever", async ({
  page,
}) => {
  const answer = await page.goto("/");
  expect(answer?.headers()["strict-transport-security"]).toContain("max-age=63072000");
  const guest = await becomeGuest(page);
  const cookies = () => page.context().cookies();
  const [cookie, ...more] = (await cookies()).filter(({ name }) => name.includes("guestbook"));
  expect(more).toEqual([]);
  expect(cookie).toMatchObject({ name: "__Host-guestbook", domain: "localhost", ...held });

  await page.goto("/upgrade");
  await page.getByLabel("Email").fill(newEmail());
  await page.getByLabel("Password", { exact: true }).fill(password);
  await page.getByRole("button", { name: "Create account" }).click();
  await expect(page.getByRole("heading", { name: "Welcome" })).toBeVisible();
  expect((await whoIs(page))?.user).toMatchObject({ id: guest.user.id, isAnonymous: false });
  expect((await cookies()).find(({ name }) => name === "__Host-guestbook")?.value).not.toBe(cookie?.value);
});

for (const provider of ["GitHub", "Apple"]) {
  test(`over https a guest is upgraded by ${provider}, whose answer comes from another site`, async ({
    page,
  }) => {
    const guest = await becomeGuest(page);
    await page.goto("/upgrade?next=/account");
    const away = page.waitForRequest(/\/callback\//);
    await page.getByRole("button", { name: `Continue with ${provider}` }).click();
    await away;
    await expect(page).toHaveURL("/account");
    expect((await whoIs(page))?.user).toMatchObject({ id: guest.user.id, isAnonymous: false });
    const ours = (await page.context().cookies()).filter(({ domain }) => domain === "localhost");
    for (const cookie of ours) expect(cookie, cookie.name).toMatchObject({ secure: true });
    expect(ours.map(({ name }) => name).filter((name) => !/^__(Host|Secure)-/.test(name))).toEqual([]);
  });
}

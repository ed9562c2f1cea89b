import { test as base, postgresUrl } from "./fixtures";
import { startApp } from "./support/app";
import { createDatabase } from "./support/database";
import { type OpenIdServer, startOpenIdServer } from "./support/openid";
import { type OtherProviders, startOtherProviders } from "./support/other-providers";
import { freePort } from "./support/ports";
import { type Receiver, webhookReceiver, webhookSecret } from "./support/receiver";

type Providers = { openId: OpenIdServer; others: OtherProviders; receiver: Receiver; port: number };

export const credentials = (name: string) => ({
  [`AUTH_${name}_ID`]: "guestbook",
  [`AUTH_${name}_SECRET`]: "a secret of the tests",
});

type Fixtures = { others: OtherProviders; openId: OpenIdServer; receiver: Receiver };

/** A server that has every provider, and an owner's server to tell, each of them on this machine. */
export const test = base.extend<Fixtures, { providers: Providers }>({
  providers: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of the fixtures from this pattern.
    async ({}, use) => {
      const port = await freePort();
      const back = ["oidc", "google"].map((id) => `http://localhost:${port}/api/auth/callback/${id}`);
      const openId = await startOpenIdServer("guestbook", back);
      const others = await startOtherProviders();
      const receiver = await webhookReceiver();
      await receiver.start();
      await use({ openId, others, receiver, port });
      await receiver.stop();
      await openId.stop();
      await others.stop();
    },
    { scope: "worker" },
  ],
  server: [
    async ({ mail, providers: { openId, others, receiver, port } }, use) => {
      const databaseUrl = await createDatabase(postgresUrl());
      const app = await startApp(
        {
          DATABASE_URL: databaseUrl,
          EMAIL_SERVER: mail.url,
          WEBHOOK_URL: receiver.url,
          WEBHOOK_SECRET: webhookSecret,
          ...credentials("OIDC"),
          AUTH_OIDC_ISSUER: openId.issuer,
          AUTH_OIDC_NAME: "Example ID",
          ...credentials("GOOGLE"),
          AUTH_GOOGLE_ISSUER: openId.issuer,
          ...credentials("GITHUB"),
          AUTH_GITHUB_URL: others.url,
          ...credentials("APPLE"),
          AUTH_APPLE_ISSUER: others.url,
        },
        { port },
      );
      await use({ app, databaseUrl });
      await app.stop();
    },
    { scope: "worker", timeout: 60_000 },
  ],
  openId: async ({ providers }, use) => use(providers.openId),
  receiver: async ({ providers }, use) => use(providers.receiver),
  others: async ({ providers: { others } }, use) => {
    await others.behave("answer");
    await use(others);
  },
});

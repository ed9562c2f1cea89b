import { createDatabase } from "@/lib/testing/database";
import { freePort } from "@/lib/testing/ports";
import { test as base, postgresUrl } from "./fixtures";
import { startApp } from "./support/app";
import { type OpenIdServer, startOpenIdServer } from "./support/openid";
import { type OtherProviders, startOtherProviders } from "./support/other-providers";
import { type Receiver, webhookReceiver, webhookSecret } from "./support/receiver"; // eject: webhooks

type Providers = {
  openId: OpenIdServer;
  others: OtherProviders;
  receiver: Receiver; // eject: webhooks
  port: number;
};

export const credentials = (name: string) => ({
  [`AUTH_${name}_ID`]: "guestbook",
  [`AUTH_${name}_SECRET`]: "a secret of the tests",
});

type Fixtures = {
  others: OtherProviders;
  openId: OpenIdServer;
  receiver: Receiver; // eject: webhooks
};

/** A server that has every provider, and an owner's server to tell, each of them on this machine. */
export const test = base.extend<Fixtures, { providers: Providers }>({
  providers: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of the fixtures from this pattern.
    async ({}, use) => {
      const port = await freePort();
      const back = ["oidc", "google"].map((id) => `http://localhost:${port}/api/auth/callback/${id}`);
      const openId = await startOpenIdServer("guestbook", back);
      const others = await startOtherProviders();
      const made: Providers = {
        openId,
        others,
        receiver: await webhookReceiver(), // eject: webhooks
        port,
      };
      await made.receiver.start(); // eject: webhooks
      await use(made);
      await made.receiver.stop(); // eject: webhooks
      await openId.stop();
      await others.stop();
    },
    { scope: "worker" },
  ],
  server: [
    async ({ mail, providers }, use) => {
      const { openId, others, port } = providers;
      const databaseUrl = await createDatabase(postgresUrl());
      const app = await startApp(
        {
          DATABASE_URL: databaseUrl,
          EMAIL_SERVER: mail.url,
          WEBHOOK_URL: providers.receiver.url, // eject: webhooks
          WEBHOOK_SECRET: webhookSecret, // eject: webhooks
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
  receiver: async ({ providers }, use) => use(providers.receiver), // eject: webhooks
  others: async ({ providers: { others } }, use) => {
    await others.behave("answer");
    await use(others);
  },
});

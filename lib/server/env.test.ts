import { afterEach, expect, test, vi } from "vitest";
import { processValues } from "@/lib/process-wide";
import { configuredProviders } from "@/lib/server/authjs/credentials";
import { env } from "./env";

afterEach(() => vi.unstubAllEnvs());

/** The configuration as a new process would read it. */
function configuration(variables: Record<string, string>) {
  processValues.delete("env");
  for (const [name, value] of Object.entries({ AUTH_SECRET: "x".repeat(32), ...variables }))
    vi.stubEnv(name, value);
  try {
    return { env: env(), providers: configuredProviders().map(({ id }) => id) };
  } finally {
    processValues.delete("env");
  }
}

test.each(["https://id.example", "http://127.0.0.1:4000", "http://localhost/oidc", "http://[::1]:1"])(
  "%s may be an issuer",
  (issuer) => {
    const oidc = { AUTH_OIDC_ISSUER: issuer, AUTH_OIDC_ID: "a", AUTH_OIDC_SECRET: "b" };
    expect(configuration(oidc).env.providers.OIDC?.issuer).toBe(issuer);
  },
);

test.each(["http://id.example", "http://127.0.0.1.evil.example", "ftp://127.0.0.1", "id.example"])(
  "%s may not, and the variable is named",
  (issuer) => {
    const pair = { AUTH_OKTA_ID: "a", AUTH_OKTA_SECRET: "b" };
    expect(() => configuration({ AUTH_OIDC_ISSUER: issuer })).toThrow("AUTH_OIDC_ISSUER");
    expect(() => configuration({ ...pair, AUTH_OKTA_ISSUER: issuer })).toThrow("AUTH_OKTA_ISSUER");
  },
);

// eject-start: webhooks
const webhookSecret = `whsec_${"A".repeat(43)}=`;

test("a webhook has an address and a secret, or there is none", () => {
  expect(configuration({}).env.webhook).toBeNull();
  const url = "https://crm.example/guestbook";
  const webhook = { WEBHOOK_URL: url, WEBHOOK_SECRET: webhookSecret };
  expect(configuration(webhook).env.webhook).toEqual({ url, secret: webhookSecret });
});

test.each([
  ["WEBHOOK_URL", "http://crm.example"],
  ["WEBHOOK_URL", "https://jane:secret@crm.example"],
  ["WEBHOOK_SECRET", "whsec_c2hvcnQ="],
  ["WEBHOOK_SECRET", "A".repeat(44)],
])("%s cannot be %s", (name, value) => {
  const webhook = { WEBHOOK_URL: "https://crm.example", WEBHOOK_SECRET: webhookSecret };
  expect(() => configuration({ ...webhook, [name]: value })).toThrow(name);
});
// eject-end: webhooks

test.each(["1", "vercel", "10.0.0.0/8, fd00::/8", "192.0.2.1"])("TRUSTED_PROXIES may be %s", (written) => {
  expect(() => configuration({ TRUSTED_PROXIES: written })).not.toThrow();
});

test.each(["10.0.0.0/33", ":::", "11", "0", "10.0.0.0/8,", "proxy.example"])(
  "TRUSTED_PROXIES cannot be %s",
  (written) => {
    expect(() => configuration({ TRUSTED_PROXIES: written })).toThrow("TRUSTED_PROXIES");
  },
);

test("a provider is on once it has all of its credentials", () => {
  expect(configuration({}).providers).toEqual([]);
  const none = { AUTH_GOOGLE_ID: "", AUTH_GOOGLE_SECRET: "", AUTH_OIDC_ISSUER: "" };
  expect(configuration(none).providers).toEqual([]);
  const three = {
    AUTH_GOOGLE_ID: "a",
    AUTH_GOOGLE_SECRET: "b",
    AUTH_GITHUB_ID: "a",
    AUTH_GITHUB_SECRET: "b",
    AUTH_OIDC_ID: "a",
    AUTH_OIDC_SECRET: "b",
    AUTH_OIDC_ISSUER: "https://id.example",
  };
  expect(configuration(three).providers).toEqual(["google", "github", "oidc"]);
});

const redis = "https://redis.example";

test.each([
  ["UPSTASH_REDIS_REST_TOKEN", { UPSTASH_REDIS_REST_URL: redis }],
  ["UPSTASH_REDIS_REST_URL", { UPSTASH_REDIS_REST_TOKEN: "a" }],
  ["KV_REST_API_TOKEN", { KV_REST_API_URL: redis }],
  [
    "KV_REST_API_URL",
    { KV_REST_API_TOKEN: "a", UPSTASH_REDIS_REST_URL: redis, UPSTASH_REDIS_REST_TOKEN: "a" },
  ],
  ["UPSTASH_REDIS_REST_TOKEN", { UPSTASH_REDIS_REST_URL: redis, KV_REST_API_TOKEN: "a" }],
  ["WEBHOOK_SECRET", { WEBHOOK_URL: "https://crm.example" }], // eject: webhooks
  ["WEBHOOK_URL", { WEBHOOK_SECRET: webhookSecret }], // eject: webhooks
  ["AUTH_GOOGLE_SECRET", { AUTH_GOOGLE_ID: "a" }],
  ["AUTH_GITHUB_ID", { AUTH_GITHUB_SECRET: "a" }],
  ["AUTH_APPLE_SECRET", { AUTH_APPLE_ID: "a", AUTH_APPLE_SECRET: "" }],
  ["AUTH_SOME_OTHER_SECRET", { AUTH_SOME_OTHER_ID: "a" }],
  ["AUTH_OIDC_ISSUER", { AUTH_OIDC_ID: "a", AUTH_OIDC_SECRET: "b" }],
  ["AUTH_OIDC_SECRET", { AUTH_OIDC_ISSUER: "https://id.example" }],
  ["RATE_LIMIT_STORE", { RATE_LIMIT_STORE: "upstash" }],
])("half a configuration does not start, and %s is named as what is missing", (missing, variables) => {
  expect(() => configuration(variables)).toThrow(`${missing}: `);
});

test("an id that belongs to no secret is none of a provider's", () => {
  const entra = { AUTH_MICROSOFT_ENTRA_ID_ID: "a", AUTH_MICROSOFT_ENTRA_ID_SECRET: "b" };
  const { providers } = configuration({ ...entra, AUTH_MICROSOFT_ENTRA_ID_TENANT_ID: "c" }).env;
  expect(providers).toEqual({ MICROSOFT_ENTRA_ID: { clientId: "a", clientSecret: "b" } });
});

test("Redis may have the names that Vercel's marketplace gives it", () => {
  expect(configuration({}).env.redis).toBeNull();
  const kv = { KV_REST_API_URL: redis, KV_REST_API_TOKEN: "a" };
  expect(configuration({ ...kv, RATE_LIMIT_STORE: "upstash" }).env.redis).toEqual({ url: redis, token: "a" });
  const both = { ...kv, UPSTASH_REDIS_REST_URL: `${redis}/own`, UPSTASH_REDIS_REST_TOKEN: "b" };
  expect(configuration(both).env.redis).toEqual({ url: `${redis}/own`, token: "b" });
});

test.each(["AUTH_SECRET", "BANATA_API_KEY", "CRON_SECRET"])("%s has 32 characters at least", (name) => {
  expect(() => configuration({ [name]: "x".repeat(31) })).toThrow(
    `${name}: must have at least 32 characters`,
  );
  expect(() => configuration({ [name]: "x".repeat(32) })).not.toThrow();
});

test("people use the app over https in production, and over http on loopback alone", () => {
  const url =
    (AUTH_URL: string, NODE_ENV = "production") =>
    () =>
      configuration({ AUTH_URL, NODE_ENV });
  for (const used of ["http://guestbook.example", "http://192.168.1.2:3000", "http://127.0.0.1.example"])
    expect(url(used)).toThrow("AUTH_URL");
  for (const used of [
    "https://guestbook.example",
    "http://localhost:3000",
    "http://127.0.0.1",
    "http://[::1]:80",
    "",
  ])
    expect(url(used)).not.toThrow();
  expect(url("http://192.168.1.2:3000", "development")).not.toThrow();
});

import { afterEach, expect, test, vi } from "vitest";
import { availableProviders } from "./credentials";
import { env } from "./env";
import { processValues } from "./process-wide";

afterEach(() => vi.unstubAllEnvs());

/** The configuration as a new process would read it. */
function configuration(variables: Record<string, string>) {
  processValues.delete("env");
  for (const [name, value] of Object.entries({ AUTH_SECRET: "x".repeat(32), ...variables }))
    vi.stubEnv(name, value);
  try {
    return { env: env(), providers: availableProviders() };
  } finally {
    processValues.delete("env");
  }
}

test.each(["https://id.example", "http://127.0.0.1:4000", "http://localhost/oidc", "http://[::1]:1"])(
  "%s may be an issuer",
  (issuer) => {
    expect(configuration({ AUTH_OIDC_ISSUER: issuer }).env.AUTH_OIDC_ISSUER).toBe(issuer);
  },
);

test.each(["http://id.example", "http://127.0.0.1.evil.example", "ftp://127.0.0.1", "id.example"])(
  "%s may not, and the variable is named",
  (issuer) => {
    expect(() => configuration({ AUTH_OIDC_ISSUER: issuer })).toThrow("AUTH_OIDC_ISSUER");
  },
);

const webhookSecret = `whsec_${"A".repeat(43)}=`;

test("a webhook has an address and a secret, or there is none", () => {
  expect(configuration({}).env.webhook).toBeNull();
  const url = "https://crm.example/guestbook";
  const webhook = { WEBHOOK_URL: url, WEBHOOK_SECRET: webhookSecret };
  expect(configuration(webhook).env.webhook).toEqual({ url, secret: webhookSecret });
  for (const name of ["WEBHOOK_URL", "WEBHOOK_SECRET"])
    expect(() => configuration({ ...webhook, [name]: "" })).toThrow("WEBHOOK_SECRET: comes with WEBHOOK_URL");
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
  const half = {
    AUTH_GOOGLE_ID: "a",
    AUTH_GITHUB_SECRET: "b",
    AUTH_APPLE_ID: "",
    AUTH_OIDC_ID: "a",
    AUTH_OIDC_SECRET: "b",
  };
  expect(configuration(half).providers).toEqual([]);
  const whole = {
    ...half,
    AUTH_GOOGLE_SECRET: "b",
    AUTH_GITHUB_ID: "a",
    AUTH_OIDC_ISSUER: "https://id.example",
  };
  expect(configuration(whole).providers).toEqual(["google", "github", "oidc"]);
});

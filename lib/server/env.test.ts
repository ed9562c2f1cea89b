import { afterEach, expect, test, vi } from "vitest";

afterEach(() => vi.unstubAllEnvs());

/** The configuration as a new process would read it. */
async function configuration(variables: Record<string, string>) {
  vi.resetModules();
  const kept = Symbol.for("guestbook.env");
  Reflect.deleteProperty(globalThis, kept);
  for (const [name, value] of Object.entries({ AUTH_SECRET: "x".repeat(32), ...variables }))
    vi.stubEnv(name, value);
  const [{ env }, { enabledProviders }] = [await import("./env"), await import("./providers")];
  try {
    return { env: env(), providers: enabledProviders().map(({ id }) => id) };
  } finally {
    Reflect.deleteProperty(globalThis, kept);
  }
}

test.each(["https://id.example", "http://127.0.0.1:4000", "http://localhost/oidc", "http://[::1]:1"])(
  "%s may be an issuer",
  async (issuer) => {
    expect((await configuration({ AUTH_OIDC_ISSUER: issuer })).env.AUTH_OIDC_ISSUER).toBe(issuer);
  },
);

test.each(["http://id.example", "http://127.0.0.1.evil.example", "ftp://127.0.0.1", "id.example"])(
  "%s may not, and the variable is named",
  async (issuer) => {
    await expect(configuration({ AUTH_OIDC_ISSUER: issuer })).rejects.toThrow("AUTH_OIDC_ISSUER");
  },
);

test("a provider is on once it has all of its credentials", async () => {
  expect((await configuration({})).providers).toEqual([]);
  const half = {
    AUTH_GOOGLE_ID: "a",
    AUTH_GITHUB_SECRET: "b",
    AUTH_APPLE_ID: "",
    AUTH_OIDC_ID: "a",
    AUTH_OIDC_SECRET: "b",
  };
  expect((await configuration(half)).providers).toEqual([]);
  const whole = {
    ...half,
    AUTH_GOOGLE_SECRET: "b",
    AUTH_GITHUB_ID: "a",
    AUTH_OIDC_ISSUER: "https://id.example",
  };
  expect((await configuration(whole)).providers).toEqual(["google", "github", "oidc"]);
});

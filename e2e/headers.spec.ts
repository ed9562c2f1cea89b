import { expect, test } from "./fixtures";

const pages = ["/", "/sign-in", "/sign-up", "/sign-out", "/verify-email?token=unknown", "/nowhere"];

test("every page passes its own policy, whose nonce is new each time and cannot be chosen", async ({
  page,
  baseURL,
  expectedErrors,
}) => {
  expectedErrors.push(/status of 404/);
  const violations: string[] = [];
  await page.exposeFunction("violated", (what: string) => void violations.push(what));
  await page.addInitScript(() => {
    document.addEventListener("securitypolicyviolation", (event) => {
      Reflect.get(window, "violated")(`${event.violatedDirective} ${event.blockedURI} ${event.sample}`);
    });
  });
  for (const path of pages) {
    await page.goto(path, { waitUntil: "networkidle" });
    expect(violations, path).toEqual([]);
  }
  const policy = async () => {
    const headers = { "content-security-policy": "script-src 'nonce-mine'", "x-nonce": "mine" };
    const answer = await fetch(`${baseURL}/`, { headers });
    const nonce = /'nonce-([^']+)'/.exec(answer.headers.get("content-security-policy") ?? "")?.[1] ?? "";
    return { nonce, html: await answer.text() };
  };
  const [first, second] = [await policy(), await policy()];
  expect(first.nonce).toMatch(/^[\w+/]{22}==$/);
  expect(second.nonce).not.toBe(first.nonce);
  expect(first.html).not.toContain("mine");
  const scripts = [...first.html.matchAll(/<script\b[^>]*>/g)].map(([tag]) => tag);
  expect(scripts.length).toBeGreaterThan(3);
  expect(scripts.filter((tag) => !tag.includes(`nonce="${first.nonce}"`))).toEqual([]);
});

test("every answer tells browsers to stay careful", async ({ baseURL }) => {
  for (const path of ["/", "/api/auth/get-session", "/nowhere", "/icon.svg", "/sw.js", "/offline"]) {
    const { headers } = await fetch(baseURL + path);
    expect(headers.get("x-content-type-options"), path).toBe("nosniff");
    expect(headers.get("x-frame-options"), path).toBe("DENY");
    expect(headers.get("content-security-policy"), path).toContain("frame-ancestors 'none'");
    expect(headers.get("x-powered-by"), path).toBeNull();
  }
});

test("every answer names its request, by an id that no client chooses", async ({ baseURL }) => {
  const idOf = async () => {
    const { headers } = await fetch(`${baseURL}/api/auth/get-session`, {
      headers: { "x-request-id": "mine" },
    });
    return headers.get("x-request-id");
  };
  const ids = [await idOf(), await idOf()];
  for (const id of ids) expect(id).toMatch(/^[0-9a-f-]{36}$/);
  expect(ids[0]).not.toBe(ids[1]);
});

import { NextRequest } from "next/server";
import { afterEach, expect, test, vi } from "vitest";
import { GET as getSession } from "@/app/api/auth/get-session/route";
import { GET as health } from "@/app/api/health/route";
import { processValues } from "@/lib/process-wide";
import { middleware } from "@/middleware";

/** What Vercel sets by itself, and nothing that its owner has to. */
const platform = {
  NODE_ENV: "production",
  VERCEL: "1",
  VERCEL_ENV: "production",
  VERCEL_URL: "app-abc.vercel.example",
  VERCEL_PROJECT_PRODUCTION_URL: "app.vercel.example",
  VERCEL_GIT_PROVIDER: "github",
  VERCEL_GIT_REPO_OWNER: "someone",
  VERCEL_GIT_REPO_SLUG: "app",
  DATABASE_URL: "",
  AUTH_SECRET: "",
};

afterEach(() => {
  vi.unstubAllEnvs();
  processValues.delete("env");
});

const request = (target: string, method = "GET") =>
  new NextRequest(`https://app.vercel.example${target}`, { method });
const noParams = { params: Promise.resolve({}) };

test.each<[string, () => Promise<Response>]>([
  ["a page", () => middleware(request("/"))],
  ["a form", () => middleware(request("/sign-in", "POST"))],
  ["an endpoint that is counted", () => middleware(request("/api/auth/sign-in/anonymous", "POST"))],
  ["an endpoint that no middleware sees", () => getSession(request("/api/auth/get-session"), noParams)],
  ["the health check", () => health(request("/api/health"))],
])("%s answers with what is missing until it is there", async (_, send) => {
  processValues.delete("env");
  for (const [name, value] of Object.entries(platform)) vi.stubEnv(name, value);
  const response = await send();
  expect(response.status).toBe(503);
  expect(response.headers.get("cache-control")).toBe("private, no-store");
  const text = await response.text();
  expect(text).toContain("Missing: DATABASE_URL, AUTH_SECRET.");
  expect(text).toContain("https://github.com/someone/app/blob/HEAD/docs/deploy.md");
});

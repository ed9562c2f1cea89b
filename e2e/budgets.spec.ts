import { readFileSync } from "node:fs";
import { Pool } from "pg";
import type { SignedIn } from "@/lib/api/shapes";
import { firstLoad } from "@/lib/testing/client-bytes";
import { expect, test } from "./fixtures";
import { loadRoute, modulesIn } from "./support/loaded";
import { sentDuring } from "./support/statements";

/** What Next alone sends for a page without anything on it: `npm run bench -- client-bytes` measures it. */
const emptyPage = { next: "16.4.6", bytes: 135_353 };

test("the start page loads 30 kB of script at most above an empty page", async ({ baseURL }) => {
  const { dependencies } = JSON.parse(readFileSync("package.json", "utf8"));
  expect(dependencies.next, "measure the empty page again").toBe(emptyPage.next);
  const html = await (await fetch(`${baseURL}/`)).text();
  const bytes = firstLoad(html, ".next");
  expect(bytes).toBeGreaterThan(emptyPage.bytes);
  expect(bytes).toBeLessThanOrEqual(emptyPage.bytes + 30_000);
});

test("what tells who is asking, and what makes a guest, load nothing that hashes, mails or prints", () => {
  for (const route of ["api/auth/get-session", "api/auth/sign-in/anonymous"]) {
    const modules = modulesIn(loadRoute(route).files);
    expect(
      modules.some((module) => module.endsWith("lib/server/http/handle-request.ts")),
      route,
    ).toBe(true);
    const heavy = modules.filter((module) => /argon2|nodemailer|pdf-lib|zxcvbn|pglite/.test(module));
    expect(heavy, route).toEqual([]);
  }
});

test("to make a guest, to tell who it is and to upgrade it are one statement each, the start page is two at most", async ({
  api,
  server,
  baseURL,
}) => {
  const pool = new Pool({ connectionString: server.databaseUrl });
  await pool.query("CREATE EXTENSION IF NOT EXISTS pg_stat_statements");
  // Settings are read, and a new connection is told its time limit, once.
  await api.post("/api/auth/sign-in/anonymous");
  let token: string | null = null;
  const steps: [number, () => Promise<unknown>][] = [
    [
      1,
      async () => {
        const { data } = await api.post<SignedIn>("/api/auth/sign-in/anonymous");
        token = data?.session.token ?? null;
      },
    ],
    [1, () => api.get("/api/auth/get-session", { token })],
    [2, async () => (await fetch(`${baseURL}/`, { headers: { cookie: `guestbook=${token}` } })).text()],
    [
      1,
      () =>
        api.post("/api/auth/anonymous/upgrade", {
          token,
          body: { email: "budget@example.com", password: "correct horse battery" },
        }),
    ],
  ];
  for (const [most, step] of steps) {
    const { statements, blocks } = await sentDuring(pool, step);
    expect(blocks, String(step)).toBe(0);
    expect(statements, String(step)).toBeGreaterThan(0);
    expect(statements, String(step)).toBeLessThanOrEqual(most);
  }
  await pool.end();
});

import { readFileSync } from "node:fs";
import { expect, test } from "./fixtures";
import { firstLoad } from "./support/client-bytes";
import { loadRoute, modulesIn } from "./support/loaded";

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
      modules.some((module) => module.endsWith("lib/server/perform.ts")),
      route,
    ).toBe(true);
    const heavy = modules.filter((module) => /argon2|nodemailer|pdf-lib|zxcvbn|pglite/.test(module));
    expect(heavy, route).toEqual([]);
  }
});

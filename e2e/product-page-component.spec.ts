import { cpSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { createDatabase } from "@/lib/testing/database";
import { expect, postgresUrl, test } from "./fixtures";
import { type App, startApp } from "./support/app";
import { build } from "./support/build";

/** A copy of the application with one route more, so that the application itself never has it. */
const folder = "test-results/product-page";
const copied = [
  "app",
  "components",
  "db",
  "lib",
  "instrumentation.ts",
  "middleware.ts",
  "postcss.config.mjs",
];

const page = `import { AppShell } from "./app-shell";
export default function Page() {
  return <AppShell><h1>Inside</h1></AppShell>;
}`;

// The packages are two folders up, but for the faces, which are files to Next.
const nextConfig = `import { resolve } from "node:path";
import config from "../../next.config";
export default (phase: string) => ({ ...config(phase), turbopack: { root: resolve("../..") } });`;

/** What a build needs: the tests stay behind. */
const isSource = (path: string) => !/(\.test\.tsx?|testing\.ts|lib\/testing)$/.test(path);

let app: App | null = null;

test.beforeAll(async () => {
  test.setTimeout(240_000);
  rmSync(folder, { recursive: true, force: true });
  for (const name of copied) cpSync(name, join(folder, name), { recursive: true, filter: isSource });
  for (const name of ["@fontsource", "@fontsource-variable"].map((scope) => join("node_modules", scope)))
    cpSync(name, join(folder, name), { recursive: true });
  cpSync("tsconfig.json", join(folder, "tsconfig.json"));
  const route = join(folder, "app", "product-page");
  mkdirSync(route);
  cpSync("e2e/fixtures/product-page-app-shell.tsx.txt", join(route, "app-shell.tsx"));
  writeFileSync(join(route, "page.tsx"), page);
  writeFileSync(join(folder, "next.config.ts"), nextConfig);
  build(folder);
  app = await startApp({ DATABASE_URL: await createDatabase(postgresUrl()) }, { folder });
});

test.afterAll(() => app?.stop());

test("the product page's own AppShell compiles unchanged and turns a guest into a member", async ({
  page,
}) => {
  await page.goto(`${app?.url}/product-page`);
  await expect(page.getByRole("heading", { name: "Inside" })).toBeVisible();
  const who = () => page.evaluate(async () => (await (await fetch("/api/auth/get-session")).json()).data);
  const guest = await who();
  expect(guest.user.isAnonymous).toBe(true);

  await page.getByRole("button", { name: "Create Account" }).click();
  await page.getByPlaceholder("Email").fill("shell@example.com");
  await page.getByPlaceholder("Password").fill("correct horse battery");
  await page.getByRole("button", { name: "Save Account" }).click();
  await expect(page.getByRole("button", { name: "Save Account" })).toBeHidden();
  await expect(page.getByRole("heading", { name: "Inside" })).toBeVisible();

  const member = await who();
  expect(member.user).toMatchObject({ id: guest.user.id, isAnonymous: false, email: "shell@example.com" });
  expect(member.session.id).toBe(guest.session.id);
});

test("its form shows the server's own words", async ({ page, expectedErrors }) => {
  expectedErrors.push(/422/);
  await page.goto(`${app?.url}/product-page`);
  await page.getByRole("button", { name: "Create Account" }).click();
  await page.getByPlaceholder("Email").fill("shell-too@example.com");
  await page.getByPlaceholder("Password").fill("short");
  await page.getByRole("button", { name: "Save Account" }).click();
  await expect(page.getByText("Password too short")).toBeVisible();
});

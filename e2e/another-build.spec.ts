import { cpSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "@playwright/test";
import { createDatabase } from "@/lib/testing/database";
import { newEmail, password } from "@/lib/testing/people";
import { freePort } from "@/lib/testing/ports";
import { copyProject, type ProjectCopy } from "@/lib/testing/project-copy";
import { expect, postgresUrl, test } from "./fixtures";
import { type App, startApp } from "./support/app";
import { build } from "./support/build";

// A second build of the application, from a copy of it: with one route more, the product page's own component, and with one server action
// under another name, as a later version has it.
let copy: ProjectCopy;

const page = `import { AppShell } from "./app-shell";
export default function Page() {
  return <AppShell><h1>Inside</h1></AppShell>;
}`;

/** The key by which the present build names its server actions. Builds on one AUTH_SECRET have the same. */
function actionsKey(): string {
  const { encryptionKey } = JSON.parse(readFileSync(".next/server/server-reference-manifest.json", "utf8"));
  return encryptionKey;
}

function replaceIn(file: string, from: string, to: string) {
  const path = join(copy.folder, file);
  const text = readFileSync(path, "utf8");
  expect(text).toContain(from);
  writeFileSync(path, text.replaceAll(from, to));
}

test.beforeAll(async () => {
  test.setTimeout(480_000);
  copy = await copyProject("another-build");
  const route = join(copy.folder, "app/product-page");
  mkdirSync(route);
  cpSync("e2e/fixtures/product-page-app-shell.tsx.txt", join(route, "app-shell.tsx"));
  writeFileSync(join(route, "page.tsx"), page);
  replaceIn("app/(auth)/actions.ts", "export const signIn =", "export const signInByPassword =");
  replaceIn("app/(auth)/sign-in/page.tsx", "import { signIn }", "import { signInByPassword as signIn }");
  build(copy.folder, { NEXT_SERVER_ACTIONS_ENCRYPTION_KEY: actionsKey(), BUILD_ID: "the-next-version" });
});

test.afterAll(() => copy.remove());

test.describe("the product page's own AppShell", () => {
  let app: App;

  test.beforeAll(async () => {
    app = await startApp({ DATABASE_URL: await createDatabase(postgresUrl()) }, { folder: copy.folder });
  });
  test.afterAll(() => app.stop());

  test("compiles unchanged and turns a guest into a registered user", async ({ page }) => {
    await page.goto(`${app.url}/product-page`);
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

    const user = await who();
    expect(user.user).toMatchObject({ id: guest.user.id, isAnonymous: false, email: "shell@example.com" });
    expect(user.session.id).toBe(guest.session.id);
  });

  test("shows the server's own words in its form", async ({ page, expectedErrors }) => {
    expectedErrors.push(/422/);
    await page.goto(`${app.url}/product-page`);
    await page.getByRole("button", { name: "Create Account" }).click();
    await page.getByPlaceholder("Email").fill("shell-too@example.com");
    await page.getByPlaceholder("Password").fill("short");
    await page.getByRole("button", { name: "Save Account" }).click();
    await expect(page.getByText("Password too short")).toBeVisible();
  });
});

test.describe("a tab that was opened before a deploy", () => {
  let app: App;
  let environment: { DATABASE_URL: string };
  let port: number;

  test.beforeEach(async ({ expectedErrors }) => {
    // What was under way when a server was killed: files, prefetches of links, the service worker.
    expectedErrors.push(/net::ERR_/, /when fetching the script/);
    environment = { DATABASE_URL: await createDatabase(postgresUrl()) };
    port = await freePort();
    app = await startApp(environment, { port });
  });
  test.afterEach(() => app.stop("SIGKILL"));

  async function deploy() {
    await app.stop("SIGKILL");
    app = await startApp(environment, { port, folder: copy.folder });
  }

  async function fill(page: Page, email: string) {
    await page.getByLabel("Email").fill(email);
    await page.getByLabel("Password", { exact: true }).fill(password);
  }

  test("sends its form to the next build as if nothing had happened", async ({ page }) => {
    await page.goto(`${app.url}/sign-up`);
    const email = newEmail();
    await fill(page, email);
    await deploy();
    await page.getByRole("main").getByRole("button", { name: "Create account" }).click();
    await expect.poll(async () => (await whoIsAt(page))?.user.email).toBe(email);
  });

  test("says that it is out of date where the next build does not know its form, and keeps what was typed", async ({
    page,
    expectedErrors,
  }) => {
    expectedErrors.push(/status of 409/);
    await page.goto(`${app.url}/sign-in`);
    await fill(page, "kept@example.com");
    await deploy();
    const send = () => page.getByRole("main").getByRole("button", { name: "Sign in", exact: true }).click();
    await send();
    await expect(page.getByText("This page is out of date.")).toBeFocused();
    await page.getByRole("button", { name: "Reload" }).click();
    await expect(page.getByLabel("Email")).toHaveValue("kept@example.com");
    await page.getByLabel("Password", { exact: true }).fill(password);
    await send();
    await expect(page.getByText("Invalid email or password")).toBeVisible();
  });

  test("goes on by its links", async ({ page }) => {
    await page.goto(`${app.url}/sign-in`);
    await deploy();
    await page.getByRole("link", { name: "Forgot your password?" }).click();
    await expect(page).toHaveURL(/reset-password/);
    await expect(page.getByLabel("Email")).toBeVisible();
  });

  async function whoIsAt(page: Page) {
    const response = await page.request.get(`${app.url}/api/auth/get-session`);
    return (await response.json()).data;
  }
});

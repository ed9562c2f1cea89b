import type { Page } from "@playwright/test";
import { Client } from "pg";
import { becomeGuest, becomeRegistered, newEmail, password, whoIs } from "@/lib/testing/people";
import { expect, test } from "./fixtures";
import { faultsOf } from "./support/axe";

async function fillSignIn(page: Page, email: string, secret = password) {
  await page.getByLabel("Email").fill(email);
  await page.getByLabel("Password", { exact: true }).fill(secret);
}

const send = (page: Page) =>
  page.getByRole("main").getByRole("button", { name: "Sign in", exact: true }).click();

/** Lets the sessions of a user end. */
async function expire(connectionString: string, userId: string) {
  const client = new Client({ connectionString });
  await client.connect();
  await client.query("UPDATE sessions SET expires_at = now() - interval '1 second' WHERE user_id = $1", [
    userId,
  ]);
  await client.end();
}

test("a form of a page from before a deploy says so, and a reload keeps what was typed", async ({
  page,
  expectedErrors,
}) => {
  expectedErrors.push(/status of 404/);
  await page.goto("/sign-in");
  await page.route("**/sign-in", (route) =>
    route.request().method() === "POST"
      ? route.fulfill({ status: 404, headers: { "x-nextjs-action-not-found": "1" }, body: "" })
      : route.continue(),
  );
  await fillSignIn(page, "kept@example.com");
  await send(page);
  await expect(page.getByText("This page is out of date.")).toBeFocused();
  await page.unroute("**/sign-in");
  await page.getByRole("button", { name: "Reload" }).click();
  await expect(page.getByLabel("Email")).toHaveValue("kept@example.com");
  await expect(page.getByLabel("Password", { exact: true })).toHaveValue("");
});

test("a request that is never answered ends, and the next one is answered", async ({ page }) => {
  await page.clock.install();
  await page.goto("/sign-in");
  let held = 0;
  await page.route("**/sign-in", (route) => {
    if (route.request().method() !== "POST" || held++ > 0) return route.continue();
  });
  await fillSignIn(page, newEmail());
  await send(page);
  await expect.poll(() => held).toBe(1);
  await page.clock.fastForward(30_000);
  await expect(page.getByText("There was no answer in time.")).toBeVisible();
  await expect(page.getByLabel("Password", { exact: true })).toHaveValue(password);
  await send(page);
  await expect(page.getByText("Invalid email or password")).toBeVisible();
});

test("without a network our own page is shown, by itself the page that was asked for once there is one, and what was typed", async ({
  page,
  context,
  expectedErrors,
}) => {
  expectedErrors.push(/ERR_INTERNET_DISCONNECTED/, /Failed to fetch RSC payload/);
  await page.goto("/sign-in");
  await page.evaluate(() => navigator.serviceWorker.ready);
  await fillSignIn(page, "kept@example.com");
  await context.setOffline(true);
  await page.reload();
  const offline = page.getByRole("heading", { name: "You're offline" });
  await expect(offline).toBeVisible();
  expect(await faultsOf(page)).toEqual([]);
  await context.setOffline(false);
  await expect(page.getByLabel("Email")).toHaveValue("kept@example.com");
  await expect(page.getByLabel("Password", { exact: true })).toHaveValue("");

  await page.getByLabel("Email").fill("also-kept@example.com");
  await context.setOffline(true);
  await page.getByRole("link", { name: "Forgot your password?" }).click();
  await expect(offline).toBeVisible();
  await context.setOffline(false);
  await expect(page.getByRole("heading", { name: "Forgot your password?" })).toBeVisible();
  await page.goBack();
  await expect(page.getByLabel("Email")).toHaveValue("also-kept@example.com");
});

test("the service worker keeps that one page and nothing else, and forgets what was typed where there is a network", async ({
  page,
}) => {
  await page.goto("/sign-up");
  await page.evaluate(() => navigator.serviceWorker.ready);
  await page.getByLabel("Name").fill("Not kept");
  await page.goto("/sign-in");
  await expect.poll(() => page.evaluate(() => sessionStorage.getItem("left-form"))).toBeNull();
  await page.goto("/sign-up");
  await expect(page.getByLabel("Name")).toHaveValue("");
  const kept = await page.evaluate(async () => {
    const found = [];
    for (const name of await caches.keys())
      for (const { url } of await (await caches.open(name)).keys()) found.push(new URL(url).pathname);
    return found;
  });
  expect(kept).toEqual(["/offline"]);
});

test("fields that are empty or wrong have words of their own, all at once, until they are changed", async ({
  page,
}) => {
  await page.goto("/sign-in");
  await send(page);
  await expect(page.getByText("Enter your email")).toBeVisible();
  await expect(page.getByText("Enter your password")).toBeVisible();
  await expect(page.getByLabel("Email")).toBeFocused();
  await page.getByLabel("Email").fill("someone");
  await expect(page.getByText("Enter your email")).toBeHidden();
  await expect(page.getByText("Enter your password")).toBeVisible();
});

test("a browser that blocks cookies is told so, and makes no guests", async ({ page }) => {
  const client = await page.context().newCDPSession(page);
  await client.send("Emulation.setDocumentCookieDisabled", { disabled: true });
  const starts: string[] = [];
  page.on("request", (request) => request.url().endsWith("/sign-in/anonymous") && starts.push(request.url()));
  await page.goto("/");
  await expect(page.getByText("Your browser blocks cookies")).toBeVisible();
  await page.waitForLoadState("networkidle");
  expect(starts).toEqual([]);
});

test("a browser that lost the answer to its upgrade is told so, and can start over", async ({ page }) => {
  const { user } = await becomeGuest(page);
  const held = await page.context().cookies();
  await becomeRegistered(page);
  await page.context().clearCookies();
  await page.context().addCookies(held);
  await page.goto("/");
  await expect(page.getByText("This browser isn't signed in anymore.")).toBeVisible();
  await page.getByRole("button", { name: "Start over as a guest" }).click();
  await expect.poll(async () => (await whoIs(page))?.user.isAnonymous).toBe(true);
  expect((await whoIs(page))?.user.id).not.toBe(user.id);
});

test("a guest is told until when this browser keeps them, and again two days before, whatever was put off", async ({
  page,
}) => {
  await becomeGuest(page);
  await expect(page.getByText(/^Kept in this browser until/)).toBeVisible();
  await page.getByRole("button", { name: "Later" }).click();
  await expect(page.getByRole("complementary", { name: "Guest account" })).toBeHidden();
  // A visit keeps a guest for another week; a tab that was left open for six days has not been a visit.
  await page.clock.setFixedTime(Date.now() + 6 * 24 * 60 * 60 * 1000);
  await page.evaluate(() => document.dispatchEvent(new Event("visibilitychange")));
  await expect(page.getByText(/^It will be removed from this browser on/)).toBeVisible();
  await expect(page.getByRole("button", { name: "Later" })).toBeHidden();
});

test("a page that is long in coming says so, and one that is there is silent", async ({ page }) => {
  await page.goto("/sign-in");
  let letThrough = () => {};
  const held = new Promise<void>((resolve) => {
    letThrough = resolve;
  });
  await page.route(/_rsc=/, async (route) => {
    await held;
    await route.continue();
  });
  const progress = page.getByRole("progressbar", { name: "Loading page" });
  await page.getByRole("link", { name: "Forgot your password?" }).click();
  await expect(progress).toBeVisible();
  letThrough();
  await expect(page.getByRole("heading", { name: "Forgot your password?" })).toBeVisible();
  await expect(progress).toBeHidden();
});

test("a guest who comes back too late is told so, with the way by a recovery code", async ({
  page,
  server,
}) => {
  const { user } = await becomeGuest(page);
  await expire(server.databaseUrl, user.id);
  await page.goto("/");
  await expect(page.getByText("Your guest account has expired in this browser.")).toBeVisible();
  await expect(page.getByRole("link", { name: "Use a recovery code" })).toBeVisible();
  await page.waitForLoadState("networkidle");
  expect(await whoIs(page)).toBeNull();
});

test("a session that has expired is never replaced by a guest's, and its page says how to go on", async ({
  page,
  server,
}) => {
  const { user } = await becomeRegistered(page);
  await expire(server.databaseUrl, user.id);
  const cookies = await page.context().cookies();
  await page.goto("/");
  await expect(page.getByText("Your session has expired.")).toBeVisible();
  await page.waitForLoadState("networkidle");
  expect(await page.context().cookies()).toEqual(cookies);
});

test("signing out is one page, which other tabs notice, and going back shows no account", async ({
  page,
}) => {
  const email = newEmail();
  await becomeRegistered(page, email);
  await page.goto("/account");
  const other = await page.context().newPage();
  await other.goto("/account");
  await expect(other.getByRole("main").getByText(email).first()).toBeVisible();
  await page.bringToFront();
  await page.locator('[popovertarget="account-menu"]').click();
  await page.getByRole("button", { name: "Sign out", exact: true }).click();
  await expect(page.getByRole("heading", { name: "You're signed out" })).toBeVisible();
  await expect(page).toHaveURL("/sign-out");
  await expect(page.locator("#account-menu")).toBeHidden();
  await expect(other.getByText("You're not signed in.")).toBeVisible();
  await expect(other.getByText(email)).toHaveCount(0);
  await page.goBack();
  await expect(page.getByText("You're not signed in.")).toBeVisible();
  await expect(page.getByText(email)).toHaveCount(0);
});

test("somebody who is signed in goes on from every page for signing in to where they were asked to go", async ({
  page,
}) => {
  await becomeRegistered(page);
  for (const path of ["/sign-in", "/sign-up", "/upgrade", "/magic-link"]) {
    await page.goto(`${path}?next=/account`);
    await expect(page, path).toHaveURL("/account");
  }
});

test("a typed email is carried along between the ways in, and the way back too", async ({ page }) => {
  await page.goto("/sign-in?next=/account");
  await page.getByLabel("Email").fill("typed@example.com");
  await page.getByRole("link", { name: "Forgot your password?" }).click();
  await expect(page).toHaveURL("/reset-password?next=%2Faccount");
  await expect(page.getByLabel("Email")).toHaveValue("typed@example.com");
});

test("a password manager finds where a password is changed, and whose it is", async ({ page }) => {
  const email = newEmail();
  await becomeRegistered(page, email);
  await page.goto("/.well-known/change-password");
  await expect(page).toHaveURL("/account?edit=password#password");
  await expect(page.getByLabel("New password", { exact: true })).toBeVisible();
  await expect(page.locator('input[autocomplete="username"]')).toHaveValue(email);
});

test.describe("without JavaScript", () => {
  test.use({ javaScriptEnabled: false });

  test("a missing page and a dead link are pages in our own style, with their status", async ({
    page,
    expectedErrors,
  }) => {
    expectedErrors.push(/status of 404/);
    for (const [path, status, title] of [
      ["/nowhere", 404, "Page not found"],
      ["/reset-password?token=none", 200, "This link no longer works"],
    ] as const) {
      const answer = await page.goto(path);
      expect(answer?.status(), path).toBe(status);
      await expect(page.getByRole("heading", { name: title })).toBeVisible();
      await expect(page.locator("body")).toHaveCSS("background-color", "rgb(248, 242, 231)");
    }
  });
});

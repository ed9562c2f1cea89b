import type { Page } from "@playwright/test";
import { addMembership, becomeGuest, password, whoIs } from "@/lib/testing/people";
import { expect, test } from "./fixtures";
import { faultsOf } from "./support/axe";
import { tokenIn } from "./support/smtp";

// On a phone the banner waits until there is something to keep, unless it was asked for.
async function saveAccount(page: Page, email: string) {
  await page.goto("/?create-account");
  await page.getByLabel("Email").fill(email);
  await page.getByLabel("Password", { exact: true }).fill(password);
  await page.getByRole("button", { name: "Create account" }).click();
}

test("a guest becomes a registered user in place, and keeps everything @phone", async ({ page, mail, db }, {
  project,
}) => {
  const email = `jane-${project.name}@example.com`;
  const name = `Kept by ${project.name}`; // eject: organizations
  const guest = await becomeGuest(page);
  await addMembership(page, name); // eject: organizations
  const [before] = await page.context().cookies();

  await saveAccount(page, email);
  await expect(page.getByText("You're all set")).toBeVisible();

  const registered = await whoIs(page);
  expect(registered?.user).toMatchObject({
    id: guest.user.id,
    isAnonymous: false,
    email,
    emailVerified: false,
  });
  expect(registered?.session.id).toBe(guest.session.id);
  const [after] = (await page.context().cookies()).filter(({ name }) => name === before?.name);
  expect(after?.value).not.toBe(before?.value);
  expect(await db("SELECT id FROM sessions WHERE user_id = $1", [guest.user.id])).toHaveLength(1);
  // eject-start: organizations
  await page.goto("/organizations");
  await expect(page.getByRole("link", { name })).toBeVisible();
  expect(await db("SELECT role FROM memberships WHERE user_id = $1", [guest.user.id])).toHaveLength(1);
  // eject-end: organizations

  const token = tokenIn(await mail.waitFor(email));
  await page.goto(`/verify-email?token=${token}`);
  expect((await whoIs(page))?.user.emailVerified).toBe(false);
  await page.getByRole("button", { name: /confirm|verify/i }).click();
  await expect.poll(async () => (await whoIs(page))?.user.emailVerified).toBe(true);
});

test.describe("one browser", () => {
  // By this name its sessions are told from those of every other test.
  const userAgent = "one browser of the tests";
  test.use({ userAgent });

  test("is one guest, whatever the number of tabs and reloads", async ({ page, context, db }) => {
    const tabs = [page, await context.newPage(), await context.newPage()];
    await Promise.all(tabs.map((tab) => tab.goto("/")));
    await Promise.all(tabs.map((tab) => tab.reload()));
    await expect.poll(async () => (await whoIs(page))?.user.isAnonymous).toBe(true);
    await Promise.all(tabs.map((tab) => tab.reload()));
    await Promise.all(tabs.map((tab) => tab.waitForLoadState("networkidle")));
    expect(await db("SELECT user_id FROM sessions WHERE user_agent = $1", [userAgent])).toHaveLength(1);
  });

  test.describe("without luck", () => {
    test.use({ userAgent: `${userAgent}, unlucky` });

    test("is one guest, even when the answer that made it one is lost", async ({
      page,
      db,
      expectedErrors,
    }) => {
      expectedErrors.push(/Failed to load resource|NetworkError/);
      let lost = 0;
      await page.route(
        "**/sign-in/anonymous",
        async (route) => {
          const request = route.request();
          await fetch(request.url(), {
            method: "POST",
            headers: request.headers(),
            body: request.postData(),
          });
          lost++;
          await route.abort();
        },
        { times: 2 },
      );
      await page.goto("/");
      await expect.poll(() => lost).toBe(1);
      await page.reload();
      await expect.poll(() => lost).toBe(2);
      const guest = await becomeGuest(page);
      expect(
        await db("SELECT user_id FROM sessions WHERE user_agent = $1", [`${userAgent}, unlucky`]),
      ).toEqual([{ user_id: guest.user.id }]);
    });
  });
});

test("nobody becomes a guest while the server cannot tell who is there, and no registered user does", async ({
  page,
  expectedErrors,
}) => {
  expectedErrors.push(/status of 503/);
  const starts: string[] = [];
  page.on("request", (request) => {
    if (request.url().endsWith("/sign-in/anonymous")) starts.push(request.url());
  });
  const cannotTell = {
    data: null,
    error: { code: "UNAVAILABLE", message: "Temporarily unavailable", status: 503 },
  };
  await page.route("**/get-session", (route) => route.fulfill({ status: 503, json: cannotTell }));
  const asked = page.waitForResponse("**/get-session");
  await page.goto("/");
  await asked;
  await page.waitForLoadState("networkidle");
  expect(starts).toEqual([]);
  expect(await page.context().cookies()).toEqual([]);

  await page.unroute("**/get-session");
  await becomeGuest(page);
  await saveAccount(page, "no.guest.again@example.com");
  await expect(page.getByText("You're all set")).toBeVisible();
  expect((await whoIs(page))?.user.isAnonymous).toBe(false);
  starts.length = 0;
  await page.goto("/");
  await page.waitForLoadState("networkidle");
  expect(starts).toEqual([]);
});

test("nothing on the page moves while a visitor becomes a guest @phone", async ({ page }) => {
  await page.addInitScript(() => {
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) Reflect.set(window, "hasMoved", entry.toJSON());
    }).observe({ type: "layout-shift", buffered: true });
  });
  await becomeGuest(page);
  await page.waitForLoadState("networkidle");
  const moved = () => page.evaluate(() => Reflect.get(window, "hasMoved"));
  expect(await moved()).toBeUndefined();

  // It would have been seen.
  await page.evaluate(() => {
    const block = document.createElement("div");
    block.style.height = "200px";
    document.body.prepend(block);
  });
  await expect.poll(moved).toBeDefined();
});

test("the banner can be put off, and stays so", async ({ page }) => {
  await becomeGuest(page);
  const banner = page.getByRole("complementary", { name: "Guest account" });
  await banner.getByRole("button", { name: "Later" }).click();
  await expect(banner).toBeHidden();
  await page.reload();
  await expect(banner).toBeHidden();
});

test("a refused upgrade says why beside the field, keeps what was typed, and leaves the guest a guest", async ({
  page,
  newVisitor,
}) => {
  const taken = "taken@example.com";
  const other = await newVisitor();
  await becomeGuest(other);
  await saveAccount(other, taken);
  await expect(other.getByText("You're all set")).toBeVisible();

  const guest = await becomeGuest(page);
  await saveAccount(page, taken);
  await expect(page.getByText("Email already in use")).toBeVisible();
  await expect(page.getByLabel("Email")).toHaveValue(taken);
  expect((await whoIs(page))?.user).toMatchObject({ id: guest.user.id, isAnonymous: true });
});

test("the first screen and the open form have no accessibility violation @phone", async ({ page }) => {
  await becomeGuest(page);
  await page.goto("/?create-account");
  await expect(page.getByLabel("Email")).toBeVisible();
  expect(await faultsOf(page)).toEqual([]);
});

test.describe("without JavaScript", () => {
  test.use({ javaScriptEnabled: false });

  test("the account form opens and posts", async ({ page }) => {
    await page.request.post("/api/auth/sign-in/anonymous");
    const guest = await whoIs(page);
    await page.goto("/");
    await page.getByRole("button", { name: "Create account" }).click();
    await page.getByLabel("Email").fill("no-script@example.com");
    await page.getByLabel("Password", { exact: true }).fill(password);
    await page.getByRole("button", { name: "Create account" }).click();
    await expect(page.getByText("You're all set")).toBeVisible();
    expect((await whoIs(page))?.user).toMatchObject({
      id: guest?.user.id,
      isAnonymous: false,
      email: "no-script@example.com",
    });
  });
});

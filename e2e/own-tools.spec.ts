import type { Page } from "@playwright/test";
import { becomeGuest, becomeRegistered, newEmail, password, whoIs } from "@/lib/testing/people";
import { expect, test } from "./fixtures";
import { tokenIn } from "./support/smtp";

/** Does what a browser's translator does: puts elements of its own around every text, as soon as it is there. */
function translate(): void {
  const skipped = "script, style, noscript, textarea, font[data-translated]";
  function wrap(root: Node) {
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    const texts: Text[] = [];
    for (let node = walker.nextNode(); node; node = walker.nextNode()) texts.push(node as Text);
    for (const text of texts) {
      if (!text.data.trim() || !text.parentElement || text.parentElement.closest(skipped)) continue;
      const font = document.createElement("font");
      font.dataset.translated = "";
      text.replaceWith(font);
      font.append(text);
    }
  }
  addEventListener("load", () => {
    wrap(document.body);
    new MutationObserver((changes) => {
      for (const { addedNodes } of changes)
        for (const node of addedNodes) if (node.isConnected) wrap(node.parentElement ?? node);
    }).observe(document.body, { childList: true, subtree: true });
  });
}

/** A browser in which a site may keep nothing: no cookie of a page or of an answer, no storage, no locks, no channels. */
async function blockEverything(page: Page) {
  const client = await page.context().newCDPSession(page);
  await client.send("Emulation.setDocumentCookieDisabled", { disabled: true });
  await page.addInitScript(() => {
    const blocked = () => {
      throw new DOMException("blocked", "SecurityError");
    };
    for (const name of ["localStorage", "sessionStorage"])
      Object.defineProperty(window, name, { get: blocked });
    Object.defineProperty(navigator.locks, "request", { value: blocked });
    Object.defineProperty(window, "BroadcastChannel", {
      value: class {
        constructor() {
          blocked();
        }
      },
    });
  });
  await page.route("**/*", async (route) => {
    const headers = await route.request().allHeaders();
    delete headers.cookie;
    if (route.request().resourceType() !== "document") return route.continue({ headers });
    const answer = await route.fetch({ headers });
    const { "set-cookie": _, ...kept } = answer.headers();
    await route.fulfill({ response: answer, headers: kept });
  });
}

test("pages that a browser translates go on working", async ({ page, mail, expectedErrors }) => {
  // A text that is translated before React comes to it is drawn anew.
  expectedErrors.push(/Minified React error #418/);
  await page.addInitScript(translate);
  await becomeGuest(page);
  const email = newEmail();
  await page.getByRole("button", { name: "Create account" }).click();
  const form = page.getByRole("complementary", { name: "Guest account" });
  await form.getByRole("button", { name: "Create account" }).click();
  await expect(page.getByText("Enter your email")).toBeVisible();
  await page.getByLabel("Email").fill(email);
  await page.getByLabel("Password", { exact: true }).fill("short");
  await page.getByRole("button", { name: "Show password" }).click();
  await page.getByRole("button", { name: "Hide password" }).click();
  await form.getByRole("button", { name: "Create account" }).click();
  await expect(page.getByText("That password is too short.")).toBeVisible();
  await form.getByRole("button", { name: "Cancel" }).click();
  await form.getByRole("button", { name: "Create account" }).click();
  await page.getByLabel("Email").fill(email);
  await page.getByLabel("Password", { exact: true }).fill(password);
  await form.getByRole("button", { name: "Create account" }).click();
  await expect(page.getByText("You're all set").first()).toBeVisible();
  await page.getByRole("button", { name: "Close this message" }).click();

  await page.goto("/account");
  await page.getByRole("button", { name: "Send a new email" }).click();
  await expect(page.getByText("We sent a new link to").first()).toBeVisible();
  await page.goto(`/verify-email?token=${tokenIn(await mail.waitFor(email))}`);
  await page.getByRole("button", { name: "Confirm email" }).click();
  await expect(page.getByText(/Your email is confirmed|This link no longer works/).first()).toBeVisible();

  await page.goto("/sign-out");
  await page.getByRole("main").getByRole("button", { name: "Sign out" }).click();
  await expect(page.getByRole("heading", { name: "You're signed out" })).toBeVisible();
  await page.getByRole("main").getByRole("link", { name: "Sign in" }).click();
  for (const wrong of ["one wrong password", "another wrong password"]) {
    await page.getByLabel("Email").fill(email);
    await page.getByLabel("Password", { exact: true }).fill(wrong);
    await page.getByRole("main").getByRole("button", { name: "Sign in", exact: true }).click();
    await expect(page.getByText("Invalid email or password").first()).toBeVisible();
  }
  await page.getByLabel("Password", { exact: true }).fill(password);
  await page.getByRole("main").getByRole("button", { name: "Sign in", exact: true }).click();
  await expect.poll(async () => (await whoIs(page))?.user.email).toBe(email);
  await expect(page).toHaveURL("/");
});

test("a browser that lets a site keep nothing is told so, reads on, and leaves no guest behind", async ({
  page,
  db,
}) => {
  await blockEverything(page);
  const before = await db("SELECT count(*) FROM users");
  for (let visits = 0; visits < 3; visits++) {
    await page.goto("/");
    await expect(page.getByText("Your browser blocks cookies").first()).toBeVisible();
    await page.waitForLoadState("networkidle");
  }
  await page.goto("/sign-in");
  await page.getByLabel("Email").fill(newEmail());
  await page.getByLabel("Password", { exact: true }).fill(password);
  await page.getByRole("main").getByRole("button", { name: "Sign in", exact: true }).click();
  await expect(page.getByText("Allow them for this site to continue")).toBeVisible();
  expect(await db("SELECT count(*) FROM users")).toEqual(before);
});

test("a page in another site's frame is not shown, and leaves no guest behind", async ({
  page,
  db,
  baseURL,
  expectedErrors,
}) => {
  expectedErrors.push(/frame-ancestors|refused to connect|X-Frame-Options|ERR_BLOCKED_BY_RESPONSE/i);
  const before = await db("SELECT count(*) FROM users");
  await page.route("http://127.0.0.1/**", (route) =>
    route.fulfill({ contentType: "text/html", body: `<iframe src="${baseURL}/"></iframe>` }),
  );
  await page.goto("http://127.0.0.1/");
  await page.waitForLoadState("networkidle");
  await expect(page.frameLocator("iframe").getByRole("main")).toHaveCount(0);
  expect(await db("SELECT count(*) FROM users")).toEqual(before);
});

test.describe("in another country", () => {
  test.use({ locale: "de-DE", timezoneId: "Pacific/Auckland" });

  test("days and times are the reader's, from the first paint on", async ({ page }) => {
    const { session } = await becomeGuest(page);
    await page.reload();
    const options = { dateStyle: "long", timeZone: "Pacific/Auckland" } as const;
    const day = new Date(session.expiresAt).toLocaleDateString("de-DE", options);
    await expect(page.getByText(`Kept in this browser until ${day}.`)).toBeVisible();
    await becomeRegistered(page);
    await page.goto("/account");
    const time = page.locator("main time").first();
    const at = new Date((await time.getAttribute("datetime")) ?? "");
    const [date] = at
      .toLocaleDateString("de-DE", { dateStyle: "medium", timeZone: "Pacific/Auckland" })
      .split(",");
    await expect(time).toContainText(date ?? "");
    await expect(time).not.toContainText("UTC");
  });
});

test("every new password stands beside the name of its account, and every field says what it is for", async ({
  page,
  mail,
}) => {
  const nameIsThere = async (email: string) => {
    const forms = page.locator('form:has(input[autocomplete="new-password"])');
    await expect(forms.first()).toBeAttached();
    for (const form of await forms.all())
      await expect(form.locator('input[autocomplete~="username"]')).toHaveValue(email);
    const passwords = page.locator('input[type="password"]');
    for (const field of await passwords.all())
      expect(await field.getAttribute("autocomplete")).toMatch(/^(new|current)-password$/);
  };
  const email = newEmail();
  for (const path of ["/sign-up", "/upgrade", "/?create-account"]) {
    await page.goto(path);
    const typed = page.getByLabel("Email").first();
    await expect(typed).toHaveValue(path === "/sign-up" ? "" : email);
    await typed.fill(email);
    await nameIsThere(email);
  }
  await becomeRegistered(page, email);
  await page.goto("/account?edit=password");
  await nameIsThere(email);
  await mail.waitFor(email);
  await page.request.post("/api/auth/password/forgot", { data: { email } });
  await expect.poll(async () => (await mail.waitFor(email)).text).toContain("/reset-password");
  const token = tokenIn(await mail.waitFor(email));
  await page.goto(`/reset-password?token=${token}`);
  await nameIsThere(email);
});

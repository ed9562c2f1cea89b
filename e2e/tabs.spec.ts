import { becomeGuest, becomeRegistered, newEmail, password, whoIs } from "@/lib/testing/people";
import { expect, test } from "./fixtures";

test("a request that hangs in one tab keeps no other tab's forms waiting", async ({ page }) => {
  test.slow();
  await page.route("**/api/auth/sign-in/anonymous", () => {});
  await page.goto("/sign-in");
  const other = await page.context().newPage();
  await page.route("**/sign-in", (route) =>
    route.request().method() === "POST" ? undefined : route.continue(),
  );
  for (const tab of [page, other]) {
    if (tab === other) await tab.goto("/sign-in");
    await tab.getByLabel("Email").fill(newEmail());
    await tab.getByLabel("Password", { exact: true }).fill(password);
    await tab.getByRole("main").getByRole("button", { name: "Sign in", exact: true }).click();
  }
  await expect(other.getByText("Invalid email or password")).toBeVisible();
  await page.unrouteAll({ behavior: "ignoreErrors" });
});

test("a browser that kept the page while somebody was at another site takes its forms again", async ({
  page,
}) => {
  await becomeGuest(page);
  await page.goto("/sign-in");
  let held = 0;
  await page.route("**/sign-in", (route) =>
    route.request().method() === "POST" && held++ === 0 ? undefined : route.continue(),
  );
  await page.getByLabel("Email").fill(newEmail());
  await page.getByLabel("Password", { exact: true }).fill(password);
  const send = page.getByRole("main").getByRole("button", { name: "Sign in", exact: true });
  await send.click();
  await expect(send).toHaveAttribute("aria-disabled", "true");
  await page.evaluate(() => dispatchEvent(new PageTransitionEvent("pageshow", { persisted: true })));
  await expect(send).not.toHaveAttribute("aria-disabled");
  await page.unrouteAll({ behavior: "ignoreErrors" });
});

test("an upgrade in one tab shows in the others, and keeps what was typed there", async ({ page }) => {
  await becomeGuest(page);
  const other = await page.context().newPage();
  await other.goto("/resume");
  await other.getByLabel("Recovery code").fill("HALF-TYPED");
  await expect(other.getByRole("button", { name: "Guest", exact: true })).toBeVisible();
  const email = newEmail();
  await page.goto("/sign-up");
  await page.getByLabel("Email").fill(email);
  await page.getByLabel("Password", { exact: true }).fill(password);
  await page.getByRole("main").getByRole("button", { name: "Create account" }).click();
  await expect(page.getByText("You're all set").first()).toBeVisible();
  await expect(other.getByRole("button", { name: email })).toBeVisible();
  await expect(other.getByLabel("Recovery code")).toHaveValue("HALF-TYPED");
});

test("a session that was ended elsewhere shows nobody's data once the tab is looked at", async ({
  page,
  newVisitor,
}) => {
  const email = newEmail();
  await becomeRegistered(page, email);
  await page.goto("/account");
  await expect(page.getByRole("main").getByText(email).first()).toBeVisible();
  const elsewhere = await newVisitor();
  await elsewhere.request.post("/api/auth/sign-in/email", { data: { email, password } });
  await elsewhere.request.delete("/api/auth/sessions", { data: {} });
  await expect(async () => {
    await page.evaluate(() => dispatchEvent(new Event("focus")));
    await expect(page.getByText(email)).toHaveCount(0, { timeout: 2_000 });
  }).toPass();
  expect(await whoIs(page)).toBeNull();
});

test("somebody else who signs in in one tab is who the others show", async ({ page, newVisitor }) => {
  const [first, second] = [newEmail(), newEmail()];
  await becomeRegistered(await newVisitor(), second);
  await becomeRegistered(page, first);
  await page.goto("/account");
  const other = await page.context().newPage();
  await other.goto("/account");
  await expect(other.getByRole("main").getByText(first).first()).toBeVisible();
  await page.request.post("/api/auth/sign-out", { data: {} });
  await page.goto("/sign-in");
  await page.getByLabel("Email").fill(second);
  await page.getByLabel("Password", { exact: true }).fill(password);
  await page.getByRole("main").getByRole("button", { name: "Sign in", exact: true }).click();
  await expect(page).toHaveURL("/");
  await expect(other.getByRole("main").getByText(second).first()).toBeVisible();
  await expect(other.getByText(first)).toHaveCount(0);
});

import { addMembership, becomeGuest, becomeRegistered, newEmail, password } from "@/lib/testing/people";
import { expect, test } from "./fixtures";
import { faultsOf } from "./support/axe";

const pages = [
  "/",
  "/sign-in",
  "/sign-up",
  "/sign-out",
  "/account",
  "/account/delete",
  "/welcome-back",
  "/resume?code=unknown",
  "/upgrade",
  "/magic-link",
  "/magic-link?code",
  "/magic-link?token=unknown",
  "/reset-password",
  "/reset-password?token=unknown",
  "/verify-email?token=unknown",
  "/reference", // eject: reference
  "/nowhere",
];

test("no page breaks a rule of WCAG 2.2 AA or is wider than a small phone, in either scheme @phone", async ({
  page,
  viewport,
  expectedErrors,
}) => {
  expectedErrors.push(/status of 404/);
  for (const path of pages) {
    await page.setViewportSize(viewport ?? { width: 1280, height: 800 });
    await page.goto(path);
    expect(await faultsOf(page), path).toEqual([]);
    await page.setViewportSize({ width: 360, height: 740 });
    expect(await page.evaluate(() => document.documentElement.scrollWidth), path).toBeLessThanOrEqual(360);
  }
  await page.goto("/?create-account");
  expect(await faultsOf(page), "the open banner").toEqual([]);
});

test("the account pages with everything on them keep to both rules", async ({ page, newVisitor }) => {
  const email = newEmail();
  await becomeRegistered(await newVisitor(), email);
  await page.setViewportSize({ width: 360, height: 740 });
  const check = async (what: string) => expect(await faultsOf(page), what).toEqual([]);
  await becomeGuest(page);
  await addMembership(page, "Almost everything"); // eject: organizations
  await page.goto("/account");
  await page.getByRole("button", { name: "Show a recovery code" }).click();
  await expect(page.getByRole("img", { name: /QR code/ })).toBeVisible();
  await check("a guest with a recovery code");
  await page.request.post("/api/auth/sign-in/email", { data: { email, password } });
  for (const path of ["/welcome-back", "/account", "/account/delete"]) {
    await page.goto(path);
    await check(path);
  }
  await page.goto("/account?edit=password");
  await page.getByRole("button", { name: "Change password" }).click();
  await expect(page.getByText("Enter your current password")).toBeVisible();
  await check("a refused password");
});

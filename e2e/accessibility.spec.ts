import { addMembership, becomeGuest, becomeRegistered, newEmail, password } from "@/lib/testing/people";
import { expect, test } from "./fixtures";
import { violationsOf } from "./support/axe";

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

for (const colorScheme of ["light", "dark"] as const) {
  test(`no page breaks a rule of WCAG 2.2 AA in the ${colorScheme} scheme${colorScheme === "dark" ? " @phone" : ""}`, async ({
    page,
    expectedErrors,
  }) => {
    expectedErrors.push(/status of 404/);
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    for (const path of pages) {
      await page.goto(path);
      expect(await violationsOf(page), path).toEqual([]);
    }
    await page.goto("/?create-account");
    expect(await violationsOf(page), "the open banner").toEqual([]);
  });

  test(`nothing is wider than a phone of 360 pixels in the ${colorScheme} scheme`, async ({
    page,
    expectedErrors,
  }) => {
    expectedErrors.push(/status of 404/);
    await page.setViewportSize({ width: 360, height: 740 });
    await page.emulateMedia({ colorScheme });
    for (const path of pages) {
      await page.goto(path);
      expect(await page.evaluate(() => document.documentElement.scrollWidth), path).toBeLessThanOrEqual(360);
    }
  });

  test(`the account pages with everything on them keep to both rules in the ${colorScheme} scheme`, async ({
    page,
    newVisitor,
  }) => {
    const email = newEmail();
    await becomeRegistered(await newVisitor(), email);
    await page.setViewportSize({ width: 360, height: 740 });
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    const check = async (what: string) => {
      expect(await violationsOf(page), what).toEqual([]);
      const width = await page.evaluate(() => document.documentElement.scrollWidth);
      expect(width, what).toBeLessThanOrEqual(360);
    };
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
}

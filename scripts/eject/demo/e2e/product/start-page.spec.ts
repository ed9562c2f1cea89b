import { expect, test } from "@/e2e/fixtures";
import { becomeGuest, newEmail, password, whoIs } from "@/lib/testing/people";

test("the first page says who is here, and offers a guest the account @phone", async ({ page }) => {
  const guest = await becomeGuest(page);
  await expect(page.getByRole("main").getByText("You are using a guest account.")).toBeVisible();
  await page.getByRole("button", { name: "Create account" }).click();
  await page.getByLabel("Email").fill(newEmail());
  await page.getByLabel("Password", { exact: true }).fill(password);
  await page.getByRole("button", { name: "Create account" }).click();
  await expect(page.getByText("You're all set")).toBeVisible();
  await expect(page.getByRole("main").getByText("You have an account here.")).toBeVisible();
  expect((await whoIs(page))?.user).toMatchObject({ id: guest.user.id, isAnonymous: false });
});

test.describe("without JavaScript", () => {
  test.use({ javaScriptEnabled: false });

  test("the first page says the same", async ({ page }) => {
    await page.goto("/");
    await expect(page.getByRole("main").getByText("You are using a guest account.")).toBeVisible();
    await page.request.post("/api/auth/sign-up/email", { data: { email: newEmail(), password } });
    await page.reload();
    await expect(page.getByRole("main").getByText("You have an account here.")).toBeVisible();
  });
});

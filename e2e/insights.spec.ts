import type { Page } from "@playwright/test";
import { Pool } from "pg";
import type { SignedIn } from "@/lib/api/shapes";
import { apiClient } from "@/lib/testing/api";
import { createDatabase } from "@/lib/testing/database";
import { newEmail, password } from "@/lib/testing/people";
import { expect, postgresUrl, test } from "./fixtures";
import { type App, startApp } from "./support/app";
import { faultsOf } from "./support/axe";

let app: App;
let pool: Pool;

test.beforeAll(async () => {
  const databaseUrl = await createDatabase(postgresUrl());
  pool = new Pool({ connectionString: databaseUrl });
  app = await startApp({ DATABASE_URL: databaseUrl });
});

test.afterAll(async () => {
  await app.stop();
  await pool.end();
});

async function newGuest(): Promise<SignedIn> {
  const { data } = await apiClient(app.url).post<SignedIn>("/api/auth/sign-in/anonymous");
  if (!data) throw new Error("no guest");
  return data;
}

async function signInAsAdmin(page: Page) {
  const email = newEmail();
  await page.request.post(`${app.url}/api/auth/sign-up/email`, { data: { email, password } });
  await pool.query("UPDATE users SET role = 'admin' WHERE email = $1", [email]);
}

const setMaxAge = (seconds: number) =>
  pool.query(
    `INSERT INTO settings (id, value) VALUES (1, jsonb_build_object('authMethods',
      jsonb_build_object('anonymous', jsonb_build_object('maxAge', $1::int))))
      ON CONFLICT (id) DO UPDATE SET value = excluded.value`,
    [seconds],
  );

test("an admin sees what became of guests, still after they are gone", async ({ page }) => {
  await signInAsAdmin(page);
  const guests = [await newGuest(), await newGuest(), await newGuest()];
  await apiClient(app.url).post("/api/auth/anonymous/upgrade", {
    token: guests[0]?.session.token ?? null,
    body: { email: newEmail(), password },
  });
  for (let round = 0; round < 2; round++) {
    await page.goto(`${app.url}/admin`);
    await page.getByRole("link", { name: "7 days" }).click();
    await expect(page.getByRole("heading", { name: "The last 7 days" })).toBeVisible();
    await expect(page.getByRole("img", { name: /^New guests by day: most on .*: 3$/ })).toBeVisible();
    await expect(page.getByRole("img", { name: /^Conversion by day: 33\.3% on / })).toBeVisible();
    const slider = page.getByRole("slider", { name: "Day" });
    await expect(slider).toHaveAttribute("aria-valuetext", /: 3 new guests, 1 account, conversion 33\.3%$/);
    await slider.press("ArrowLeft");
    await expect(slider).toHaveAttribute("aria-valuetext", /: 0 new guests, 0 accounts, no conversion yet$/);
    await page.getByText("Show as table").click();
    const today = page.getByRole("region", { name: "Guests by day" }).getByRole("row").nth(1);
    await expect(today).toContainText(/3\s*1\s*0\s*0\s*33\.3%$/);
    await expect(page.getByRole("row", { name: "Email and password 1 33.3%" })).toBeVisible();
    await expect(page.getByText("Maximum age: Needs attention")).toBeVisible();
    await expect(page.getByText("0 of 3 guests came from a browser")).toBeVisible();
    await pool.query("DELETE FROM users WHERE id = ANY ($1)", [guests.map(({ user }) => user.id)]);
  }
});

test("an owner sees who would go, lets them go after a second question, and finds the run in the record", async ({
  page,
}) => {
  await signInAsAdmin(page);
  const { user } = await newGuest();
  const { user: active } = await newGuest();
  await pool.query(
    "UPDATE users SET name = '<b>Ada</b>', last_active_at = now() - interval '2 hours' WHERE id = $1",
    [user.id],
  );
  await page.goto(`${app.url}/admin/cleanup`);
  await expect(page.getByText("There is no maximum age, so guests are never removed.")).toBeVisible();
  await setMaxAge(3_600);
  await page.reload();
  await expect(page.getByRole("listitem").filter({ hasText: "<b>Ada</b>" })).toContainText("Owns nothing");
  await page.getByRole("link", { name: "Remove 1 guest" }).click();
  await expect(page.getByRole("heading", { name: "Remove 1 guest?" })).toBeVisible();
  expect((await pool.query("SELECT FROM users WHERE id = $1", [user.id])).rowCount).toBe(1);
  await page.getByRole("button", { name: "Delete guests" }).click();
  await expect(page.getByRole("heading", { name: "1 guest removed" })).toBeVisible();
  const left = await pool.query("SELECT id FROM users WHERE id = ANY ($1)", [[user.id, active.id]]);
  expect(left.rows).toEqual([{ id: active.id }]);
  await page.getByRole("link", { name: "Back to cleanup" }).click();
  await expect(page.getByText("No guests have been inactive for that long.")).toBeVisible();
  await expect(page.getByRole("region", { name: "Runs" }).getByRole("row").nth(1)).toContainText(
    /@example\.com.*Live.*1\s*0$/,
  );
});

test("a visitor is asked to sign in, and to a registered user there are no such pages", async ({
  page,
  expectedErrors,
}) => {
  expectedErrors.push(/status of 404/);
  const paths = ["/admin", "/admin/cleanup", "/admin/cleanup/run"];
  for (const path of paths) {
    await page.goto(app.url + path);
    await expect(page).toHaveURL(new RegExp(`/sign-in\\?next=${encodeURIComponent(path)}$`));
  }
  await page.request.post(`${app.url}/api/auth/sign-up/email`, { data: { email: newEmail(), password } });
  for (const path of paths) expect((await page.goto(app.url + path))?.status()).toBe(404);
});

test("the pages break no rule of WCAG 2.2 AA and fit a phone, in either scheme", async ({ page }) => {
  await page.setViewportSize({ width: 360, height: 740 });
  await signInAsAdmin(page);
  await setMaxAge(3_600);
  const { user } = await newGuest();
  await pool.query("UPDATE users SET last_active_at = now() - interval '1 day' WHERE id = $1", [user.id]);
  for (const path of ["/admin?days=90", "/admin/cleanup", "/admin/cleanup/run"]) {
    await page.goto(app.url + path);
    const table = page.getByText("Show as table");
    if (await table.isVisible()) await table.click();
    expect(await faultsOf(page), path).toEqual([]);
  }
});

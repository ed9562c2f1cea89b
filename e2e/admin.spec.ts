import type { Page } from "@playwright/test";
import { Client } from "pg";
import { createDatabase } from "@/lib/testing/database";
import {
  addMembership,
  becomeAdmin,
  becomeGuest,
  becomeRegistered,
  grantByCommand,
  newEmail,
  password,
  whoIs,
} from "@/lib/testing/people";
import { test as base, expect, postgresUrl, type Server } from "./fixtures";
import { startApp } from "./support/app";
import { faultsOf } from "./support/axe";

/** A server of its own: its settings are nobody else's. */
const test = base.extend<{ owner: Page }, { server: Server }>({
  server: [
    async ({ mail }, use) => {
      const databaseUrl = await createDatabase(postgresUrl());
      const app = await startApp({ DATABASE_URL: databaseUrl, EMAIL_SERVER: mail.url });
      await use({ app, databaseUrl });
      await app.stop();
    },
    { scope: "worker", timeout: 60_000 },
  ],
  owner: async ({ page, mail }, use) => {
    await becomeAdmin(page, mail);
    await use(page);
  },
});

const markup = `<img src=x onerror="document.title='run'"><b>bold</b>`;

async function save(page: Page) {
  await page.getByRole("button", { name: "Review changes" }).click();
  await page.getByRole("button", { name: "Save changes" }).click();
  await expect(page.getByText("Saved.")).toBeVisible();
}

test("a visitor signs in and comes back, a guest is asked to sign up, a registered user finds nothing", async ({
  owner,
  newVisitor,
  expectedErrors,
}) => {
  expectedErrors.push(/status of 404/);
  const email = newEmail();
  await becomeRegistered(await newVisitor(), email);
  const visitor = await newVisitor();
  await visitor.goto("/admin/users?kind=guests");
  await expect(visitor).toHaveURL(/\/sign-in\?next=%2Fadmin%2Fusers%3Fkind%3Dguests$/);
  await visitor.getByLabel("Email").fill(email);
  await visitor.getByLabel("Password", { exact: true }).fill(password);
  await visitor.getByRole("button", { name: "Sign in" }).click();
  await expect(visitor).toHaveURL(/\/admin\/users\?kind=guests$/);
  for (const path of ["", "/users", "/audit", "/settings", "/keys", "/audit/export"])
    expect((await visitor.request.get(`/admin${path}`)).status(), path).toBe(404);
  const guest = await newVisitor();
  await becomeGuest(guest);
  await guest.goto("/admin/keys");
  await expect(guest).toHaveURL(/\/sign-up\?next=%2Fadmin%2Fkeys$/);

  await owner.goto("/");
  await owner.locator('[popovertarget="account-menu"]').click();
  await expect(owner.getByRole("link", { name: "Admin" })).toHaveAttribute("href", "/admin");
});

test("what an admin's form posts is refused from a registered user and from a guest", async ({
  owner,
  newVisitor,
  db,
}) => {
  await owner.goto("/admin/keys");
  await owner.getByLabel("Name").fill("not theirs");
  await owner.getByLabel("users:read").check();
  const posted = owner.waitForRequest((request) => request.method() === "POST");
  await owner.getByRole("button", { name: "Create key" }).click();
  const request = await posted;
  const registered = await newVisitor();
  const post = async () => {
    const headers = await request.allHeaders();
    const { "next-action": action = "", "content-type": type = "" } = headers;
    return registered.request.post("/admin/keys", {
      headers: { "next-action": action, "content-type": type, accept: "text/x-component" },
      data: request.postDataBuffer() ?? "",
    });
  };
  const keys = () => db("SELECT id FROM api_keys");
  await expect.poll(async () => (await keys()).length).toBe(1);
  await becomeGuest(registered);
  expect(await (await post()).text()).toContain("FULL_ACCOUNT_REQUIRED");
  await becomeRegistered(registered);
  expect(await (await post()).text()).toContain('"code":"FORBIDDEN"');
  expect(await keys()).toHaveLength(1);
});

test("settings: refused in their place, shown with what they do, saved, and written down @phone", async ({
  owner,
  newVisitor,
  api,
  db,
  server,
  mail,
  expectedErrors,
}) => {
  expectedErrors.push(/Failed to load resource/);
  await becomeGuest(await newVisitor());
  await owner.goto("/admin/settings");
  await expect(owner.getByText("AUTH_GOOGLE_ID")).toBeVisible();
  await expect(owner.getByLabel("Google")).toBeDisabled();

  await owner.getByLabel("Email and password").uncheck();
  await owner.getByLabel("Magic link").uncheck();
  await owner.getByRole("button", { name: "Review changes" }).click();
  await expect(owner.getByLabel("Anonymous", { exact: true })).toBeFocused();
  await expect(owner.getByLabel("Anonymous", { exact: true })).toHaveAccessibleDescription(
    /Enable at least one upgrade method/,
  );

  await owner.getByLabel("Email and password").check();
  await owner.getByLabel("Guests are removed after").check();
  await owner.getByLabel("Maximum age", { exact: true }).fill("1");
  await owner.getByLabel("Maximum age, unit").selectOption("seconds");
  await owner.getByRole("button", { name: "Review changes" }).click();
  await expect(owner.getByText("At least 60 seconds")).toBeVisible();
  await owner.getByLabel("Maximum age, unit").selectOption("hours");
  await owner.getByRole("button", { name: "Review changes" }).click();
  await expect(owner.getByText("never → after 1 hour")).toBeVisible();
  await expect(owner.getByText("The next cleanup won't remove any guests")).toBeVisible();
  await expect(owner.getByText("The maximum age is shorter than a session.")).toBeVisible();
  await owner.getByRole("button", { name: "Back" }).click();
  await expect(owner.getByLabel("Maximum age", { exact: true })).toHaveValue("1");
  await expect(owner.getByLabel("Magic link")).not.toBeChecked();

  const second = await newVisitor();
  await becomeAdmin(second, mail, (user) => grantByCommand(user, server.databaseUrl));
  await second.goto("/admin/settings");
  await save(owner);
  await expect(owner.getByText("Guests are removed: after 1 hour").first()).toBeVisible();
  await second.getByLabel("Minimum password length").fill("12");
  await second.route("**/admin/settings", (route) => route.abort());
  await second.getByRole("button", { name: "Review changes" }).click();
  await expect(second.getByText("No connection.")).toBeVisible();
  await expect(second.getByLabel("Minimum password length")).toHaveValue("12");
  await expect(second.getByLabel("Email and password")).toBeChecked();
  await second.unroute("**/admin/settings");
  await second.getByRole("button", { name: "Review changes" }).click();
  await expect(second.getByText("These settings were changed in the meantime.")).toBeVisible();
  await expect(second.getByLabel("Minimum password length")).toHaveValue("12");
  await second.getByRole("link", { name: "Load current settings" }).click();
  await expect(second.getByLabel("Maximum age", { exact: true })).toHaveValue("1");
  await second.getByLabel("Anonymous", { exact: true }).uncheck();
  await save(second);

  expect(await api.post("/api/auth/sign-in/anonymous")).toMatchObject({
    status: 403,
    error: { code: "ANONYMOUS_DISABLED" },
  });
  const [last] = await db(
    "SELECT details FROM audit_events WHERE type = 'settings.updated' ORDER BY id DESC LIMIT 1",
  );
  expect(last).toEqual({ details: { authMethods: { anonymous: { enabled: false } } } });

  await second.getByLabel("Anonymous", { exact: true }).check();
  await second.getByLabel("Guests are never removed").check();
  await save(second);
  expect((await api.post("/api/auth/sign-in/anonymous")).status).toBe(201);
});

test("keys: made with scopes and an end, shown once, used, told by how they begin, revoked, and refused after their end", async ({
  owner,
  server,
}) => {
  await owner.goto("/admin/keys");
  await owner.getByRole("button", { name: "Create key" }).click();
  await expect(owner.getByText("Enter a name")).toBeVisible();
  await owner.getByLabel("Name").fill("Backup");
  await owner.getByRole("button", { name: "Create key" }).click();
  await expect(owner.getByText("Choose at least one")).toBeVisible();
  await owner.getByLabel("users:read").check();
  await owner.getByLabel("Expires").selectOption("In 90 days");
  await owner.getByRole("button", { name: "Create key" }).click();
  const key = (await owner.getByText(/^bk_live_\S{20,}$/).textContent()) ?? "";
  const users = async () =>
    (await fetch(`${server.app.url}/api/v1/users`, { headers: { authorization: `Bearer ${key}` } })).status;
  expect(await users()).toBe(200);

  await owner.goto("/admin/keys");
  await expect(owner.getByText(key)).toHaveCount(0);
  const item = owner.getByRole("listitem").filter({ hasText: "Backup" });
  await expect(item).toContainText(`${key.slice(0, 12)}…`);
  await expect(item).toContainText("Last used");
  await expect(item).toContainText("Expires");
  const writer = new Client({ connectionString: server.databaseUrl });
  await writer.connect();
  const endsIn = (time: string) =>
    writer.query("UPDATE api_keys SET expires_at = now() + $1::interval WHERE name = 'Backup'", [time]);
  await endsIn("-1 second");
  expect(await users()).toBe(401);
  await owner.reload();
  await expect(item).toContainText("Expired");
  await endsIn("1 day");
  expect(await users()).toBe(200);
  await writer.end();
  await item.getByText("Revoke…").click();
  await item.getByRole("button", { name: /Revoke key/ }).click();
  await expect(item).toContainText("Revoked");
  expect(await users()).toBe(401);
});

test("people: found, opened, shown as the text they wrote, made admins, deleted; nobody deletes themselves", async ({
  owner,
  newVisitor,
  db,
  server,
}) => {
  const email = newEmail();
  const { user } = await becomeRegistered(await newVisitor(), email);
  const writer = new Client({ connectionString: server.databaseUrl });
  await writer.connect();
  await writer.query("UPDATE users SET email_verified_at = now() WHERE id = $1", [user.id]);
  await writer.end();
  const again = await newVisitor();
  await again.request.post("/api/auth/sign-in/email", {
    data: { email, password },
    headers: { "user-agent": markup },
  });
  await addMembership(again, "Kept until the end"); // eject: organizations
  await owner.goto("/admin/users");
  await owner.getByLabel("Name, email or id").fill(email);
  await owner.getByLabel("Type").selectOption("accounts");
  await owner.getByRole("button", { name: "Apply" }).click();
  await owner.getByRole("link", { name: email }).click();
  await expect(owner.getByRole("heading", { name: email })).toBeVisible();
  await expect(owner.getByText(markup)).toBeVisible();
  await expect(owner.getByText("1 membership", { exact: true })).toBeVisible(); // eject: organizations
  await expect(owner.getByText("user.created", { exact: true })).toBeVisible();

  await owner.getByRole("button", { name: "Make admin" }).click();
  await expect(owner.getByRole("button", { name: "Remove admin role" })).toBeVisible();
  await owner.getByRole("button", { name: "Remove admin role" }).click();
  await expect(owner.getByRole("button", { name: "Make admin" })).toBeVisible();

  await owner.getByRole("link", { name: "Delete account" }).click();
  await expect(owner.getByText("1 membership")).toBeVisible(); // eject: organizations
  await owner.getByRole("button", { name: "Delete account" }).click();
  await expect(owner.getByText("Check the box to confirm")).toBeVisible();
  await owner.getByLabel(/Yes, delete/).check();
  await owner.getByRole("button", { name: "Delete account" }).click();
  await expect(owner.getByText("The account and everything in it was deleted")).toBeVisible();
  expect(await db("SELECT id FROM users WHERE id = $1", [user.id])).toEqual([]);
  const deleted = "SELECT id FROM audit_events WHERE user_id = $1 AND type = 'user.deleted'";
  expect(await db(deleted, [user.id])).toHaveLength(1);

  const own = await whoIs(owner);
  await owner.goto(`/admin/users/${own?.user.id}/delete`);
  await owner.getByLabel(/Yes, delete/).check();
  await owner.getByRole("button", { name: "Delete account" }).click();
  await expect(owner.getByText("This is your own account.")).toBeVisible();
  expect(await db("SELECT id FROM users WHERE id = $1", [own?.user.id])).toHaveLength(1);
});

test("a person is found by a part of their name, signed out of one session, and sent the mails again", async ({
  owner,
  newVisitor,
  mail,
}) => {
  const email = newEmail();
  const anna = await newVisitor();
  await anna.request.post("/api/auth/sign-up/email", { data: { email, password, name: "Johanna Krüger" } });
  await mail.waitFor(email);
  await owner.goto("/admin/users");
  await expect(owner.getByText(/^[\d,]+ people$/)).toBeVisible();
  for (const column of ["Person", "Type", "Last active", "Joined"])
    await expect(owner.getByRole("columnheader", { name: column, exact: true })).toBeVisible();
  await owner.getByLabel("Name, email or id").fill("hann krüg");
  await owner.getByRole("button", { name: "Apply" }).click();
  await owner.getByRole("link", { name: "Johanna Krüger" }).click();
  await owner.getByRole("button", { name: "Send confirmation email" }).click();
  await expect(owner.getByText("Confirmation email sent.")).toBeVisible();
  await owner.getByRole("button", { name: "Send password reset email" }).click();
  await expect(owner.getByText("Password reset email sent.")).toBeVisible();
  const subjects = () => mail.mails.filter(({ to }) => to === email).map(({ subject }) => subject);
  await expect
    .poll(subjects)
    .toEqual(["Confirm your email address", "Confirm your email address", "Set a new password"]);
  await owner.getByRole("button", { name: /^Sign out .+, since/ }).click();
  await expect(owner.getByText("No live sessions.")).toBeVisible();
  expect(await whoIs(anna)).toBeNull();
  await owner.reload();
  await expect(owner.getByText("Device signed out")).toBeVisible();
  await expect(owner.getByText("Link to set a password sent")).toBeVisible();
  await expect(owner.getByText("Account created (Email and password)")).toBeVisible();
});

test("audit: by kind, person and day, and as a file", async ({ owner, newVisitor }) => {
  const email = newEmail();
  const { user } = await becomeRegistered(await newVisitor(), email);
  await owner.goto("/admin/audit");
  await owner.getByLabel("Event").selectOption("user.created");
  await owner.getByLabel("Person, by id or email").fill(email);
  await owner.getByRole("button", { name: "Apply" }).click();
  await expect(owner.getByRole("listitem").filter({ hasText: "user.created" })).toHaveCount(1);
  await expect(owner.getByRole("link", { name: email })).toHaveAttribute("href", `/admin/users/${user.id}`);

  const [download] = await Promise.all([
    owner.waitForEvent("download"),
    owner.getByRole("link", { name: "Export as CSV" }).click(),
  ]);
  expect(download.suggestedFilename()).toBe("audit.csv");
  const file = await owner.request.get(`/admin/audit/export?user=${user.id}`);
  expect(file.headers()["content-type"]).toContain("text/csv");
  const [head, ...lines] = (await file.text()).split("\r\n");
  expect(head).toBe('"id","time","type","user","actor","details"');
  expect(lines[0]).toMatch(new RegExp(`^"aud_\\w+","[\\d-]+T[\\d:.]+Z","user.created","${user.id}"`));
  const before = await owner.request.get(`/admin/audit/export?user=${user.id}&to=2020-01-01`);
  expect((await before.text()).trim().split("\r\n")).toHaveLength(1);
});

for (const width of [360, 1280]) {
  test(`no page of the admin area breaks a rule of WCAG 2.2 AA or is wider than ${width} pixels, in either scheme`, async ({
    owner,
    newVisitor,
  }) => {
    const { user } = await becomeRegistered(await newVisitor());
    await owner.setViewportSize({ width, height: 800 });
    const check = async (what: string) => expect(await faultsOf(owner), what).toEqual([]);
    await owner.goto("/admin/keys");
    await owner.getByLabel("Name").fill("For the pictures");
    await owner.getByLabel("audit:read").check();
    await owner.getByRole("button", { name: "Create key" }).click();
    await expect(owner.getByText(/^bk_live_\S{20,}$/)).toBeVisible();
    await check("a key that was just made");
    const person = `/admin/users/${user.id}`;
    for (const path of [
      "/admin/users",
      person,
      `${person}/delete`,
      "/admin/audit",
      "/admin/settings",
      "/admin/keys",
    ]) {
      await owner.goto(path);
      await check(path);
    }
    await owner.goto("/admin/settings");
    await owner.getByLabel("Minimum password length").fill("10");
    await owner.getByRole("button", { name: "Review changes" }).click();
    await expect(owner.getByText("Review changes")).toBeVisible();
    await check("what a save would change");
  });
}

test.describe("without script", () => {
  test.use({ javaScriptEnabled: false });

  test("settings are refused, shown with what they do, and saved", async ({ owner, db }) => {
    await owner.goto("/admin/settings");
    await owner.getByLabel("Minimum password length").fill("7");
    await owner.getByLabel("Magic link").uncheck();
    await owner.getByRole("button", { name: "Review changes" }).click();
    await expect(owner.getByText("At least 8")).toBeVisible();
    await expect(owner.getByLabel("Magic link")).not.toBeChecked();
    await owner.getByLabel("Minimum password length").fill("9");
    await owner.getByRole("button", { name: "Review changes" }).click();
    await expect(owner.getByText("8 characters → 9 characters")).toBeVisible();
    await owner.getByRole("button", { name: "Back" }).click();
    await expect(owner.getByLabel("Minimum password length")).toHaveValue("9");
    await save(owner);
    await expect(owner.getByLabel("Minimum password length")).toHaveValue("9");
    const [row] = await db("SELECT value FROM settings");
    expect(row?.value).toMatchObject({ authMethods: { magicLink: false }, password: { minLength: 9 } });
    await owner.getByLabel("Minimum password length").fill("8");
    await owner.getByLabel("Magic link").check();
    await save(owner);
  });
});

import type { APIRequestContext } from "@playwright/test";
import type { SignedIn } from "@/lib/api/shapes";
import type { Passkey, PasskeyCreation } from "@/lib/features/passkeys/api";
import { apiClient } from "@/lib/testing/api";
import { makePasskey } from "@/lib/testing/authenticator";
import {
  addMembership,
  becomeGuest,
  becomeRegistered,
  newEmail,
  password,
  whoIs,
} from "@/lib/testing/people";
import { expect } from "./fixtures";
import { test } from "./provider-fixtures";
import { apiKey } from "./support/app";
import { faultsOf } from "./support/axe";
import { tokenIn } from "./support/smtp";
import { plugIn } from "./support/virtual-authenticator";

async function configure(request: APIRequestContext, authMethods: object) {
  const headers = { authorization: `Bearer ${apiKey}` };
  const saved = await request.patch("/api/v1/configuration", { headers, data: { authMethods } });
  expect(saved.ok()).toBe(true);
}

test.beforeEach(async ({ request }) => configure(request, { passkey: true }));

test("a guest becomes a registered user by a passkey in the banner, signs out, and comes back by it to the same work @phone", async ({
  page,
  db,
}) => {
  const authenticator = await plugIn(page);
  const guest = await becomeGuest(page);
  await addMembership(page, "Signed with a touch"); // eject: organizations
  await page.goto("/?create-account");
  await page.getByRole("button", { name: "Use a passkey" }).click();
  await expect(page.getByText("From now on you sign in with your passkey")).toBeVisible();

  const registered = await whoIs(page);
  expect(registered?.user).toMatchObject({ id: guest.user.id, isAnonymous: false, email: null });
  expect(registered?.session.id).toBe(guest.session.id);
  const kept = await db("SELECT credential_id, transports FROM passkeys WHERE user_id = $1", [guest.user.id]);
  const [id] = await authenticator.passkeys();
  expect(kept).toEqual([{ credential_id: id, transports: ["internal"] }]);
  const events = await db("SELECT details FROM audit_events WHERE user_id = $1 AND type = 'user.upgraded'", [
    guest.user.id,
  ]);
  expect(events).toEqual([{ details: { method: "passkey" } }]);

  await page.getByRole("button", { name: "You" }).click();
  await page.getByRole("button", { name: "Sign out" }).click();
  await expect(page.getByRole("heading", { name: "You're signed out" })).toBeVisible();

  await page.goto("/sign-in?next=/account");
  await page.getByRole("button", { name: "Sign in with a passkey" }).click();
  await expect(page).toHaveURL("/account");
  // eject-start: organizations
  await page.goto("/organizations");
  await expect(page.getByRole("link", { name: "Signed with a touch" })).toBeVisible();
  // eject-end: organizations
  expect((await whoIs(page))?.user.id).toBe(guest.user.id);
});

test("a passkey is among the suggestions of the email field, and choosing it signs in", async ({ page }) => {
  const authenticator = await plugIn(page);
  await becomeRegistered(page);
  await page.goto("/account");
  const passkeys = page.getByRole("region", { name: "Your passkeys" });
  await passkeys.getByLabel("Name of the new passkey").fill("Laptop");
  await passkeys.getByLabel("Password", { exact: true }).last().fill(password);
  await passkeys.getByRole("button", { name: "Add a passkey" }).click();
  await expect(passkeys.getByRole("listitem").filter({ hasText: "Laptop" })).toBeVisible();
  expect(await authenticator.passkeys()).toHaveLength(1);
  const registered = await whoIs(page);
  await page.request.post("/api/auth/sign-out", { data: {} });
  await page.goto("/sign-in?next=/account");
  await expect(page.getByLabel("Email")).toHaveAttribute("autocomplete", "username webauthn");
  // The virtual authenticator stands for somebody who chooses the first suggestion.
  await page.getByLabel("Email").focus();
  await expect(page).toHaveURL("/account");
  expect((await whoIs(page))?.user.id).toBe(registered?.user.id);
});

// eject-start: organizations
test("what a guest made comes along when they sign in by a passkey", async ({ page, db }) => {
  await plugIn(page);
  const registered = await becomeGuest(page);
  await page.goto("/upgrade");
  await page.getByRole("button", { name: "Use a passkey" }).click();
  await expect(page.getByRole("heading", { name: "Welcome" })).toBeVisible();
  await page.request.post("/api/auth/sign-out", { data: {} });

  const guest = await becomeGuest(page);
  await addMembership(page, "Joined on the way");
  await page.goto("/sign-in?next=/account");
  await page.getByRole("button", { name: "Sign in with a passkey" }).click();
  await expect(page.getByRole("heading", { name: "Move your guest work to this account?" })).toBeVisible();
  await page.getByRole("button", { name: "Move it" }).click();
  await expect(page.getByRole("heading", { name: "All moved" })).toBeVisible();
  const registeredUsers = await db(
    "SELECT m.user_id FROM memberships m JOIN organizations o ON o.id = m.organization_id WHERE o.name = $1",
    ["Joined on the way"],
  );
  expect(registeredUsers).toEqual([{ user_id: registered.user.id }]);
  expect(await db("SELECT id FROM users WHERE id = $1", [guest.user.id])).toEqual([]);
});
// eject-end: organizations

test("a visitor without a session makes an account by a passkey, and is a guest only on the way", async ({
  page,
  db,
}) => {
  await plugIn(page);
  await page.goto("/sign-up?next=/account");
  await page.getByRole("button", { name: "Use a passkey" }).click();
  await expect(page.getByRole("heading", { name: "Welcome" })).toBeVisible();
  const registered = await whoIs(page);
  expect(registered?.user).toMatchObject({ isAnonymous: false, email: null });
  const events = await db("SELECT type FROM audit_events WHERE user_id = $1 ORDER BY created_at", [
    registered?.user.id,
  ]);
  expect(events).toEqual([{ type: "user.created" }, { type: "user.upgraded" }]);
  await page.getByRole("link", { name: "Continue" }).click();
  await expect(page.getByRole("heading", { name: "Your passkeys" })).toBeVisible();
});

test("a registered user with a password adds passkeys, renames them, and removes all of them", async ({
  page,
  db,
  expectedErrors,
}) => {
  expectedErrors.push(/status of 401/);
  const first = await plugIn(page);
  const registered = await becomeRegistered(page);
  await page.goto("/account");
  const passkeys = page.getByRole("region", { name: "Your passkeys" });
  const item = (name: string) => passkeys.getByRole("listitem").filter({ hasText: name });
  const add = async (name: string, secret = password) => {
    await passkeys.getByLabel("Name of the new passkey").fill(name);
    await passkeys.getByLabel("Password", { exact: true }).last().fill(secret);
    await passkeys.getByRole("button", { name: "Add a passkey" }).click();
  };
  await add("Laptop", "not my password");
  await expect(passkeys.getByText("Wrong password.")).toBeVisible();
  expect(await first.passkeys()).toEqual([]);
  await add("Laptop");
  await expect(item("Laptop")).toBeVisible();

  await add("Laptop again");
  await expect(passkeys.getByText("This device already has a passkey for your account")).toBeVisible();

  await first.remove();
  await plugIn(page, "usb");
  await add("Blue key");
  await expect(item("Blue key")).toBeVisible();
  expect((await whoIs(page))?.session.id).toBe(registered.session.id);

  await item("Blue key").locator("summary", { hasText: "Rename" }).click();
  await item("Blue key").getByLabel("New name").fill("Green key");
  await item("Blue key").getByRole("button", { name: "Save name" }).click();
  await expect(item("Green key")).toBeVisible();

  for (const name of ["Green key", "Laptop"]) {
    await item(name).locator("summary", { hasText: "Remove" }).click();
    await item(name).getByLabel("Password", { exact: true }).fill(password);
    await item(name).getByRole("button", { name: "Remove passkey" }).click();
    await expect(passkeys.getByText(`You can't sign in with ${name} anymore`)).toBeVisible();
  }
  expect(await db("SELECT id FROM passkeys WHERE user_id = $1", [registered.user.id])).toEqual([]);
});

test("the last way in is not removed, and its owner is told what to do first", async ({ page }) => {
  await plugIn(page);
  await becomeGuest(page);
  await page.goto("/upgrade");
  await page.getByRole("button", { name: "Use a passkey" }).click();
  await page.getByRole("link", { name: "Add a second one or an email" }).click();
  const passkeys = page.getByRole("region", { name: "Your passkeys" });
  await passkeys.locator("summary", { hasText: "Remove" }).click();
  await passkeys.getByRole("button", { name: "Remove passkey" }).click();
  await expect(
    passkeys.getByRole("alert").getByText("This is your only way to sign in. Add another passkey first."),
  ).toBeVisible();
});

test("a registered user by passkey adds an address, which is a second way back in", async ({
  page,
  mail,
}) => {
  await plugIn(page);
  const guest = await becomeGuest(page);
  await page.goto("/upgrade");
  await page.getByRole("button", { name: "Use a passkey" }).click();
  await page.getByRole("link", { name: "Add a second one or an email" }).click();
  const email = newEmail();
  await page.getByLabel("Email").fill(email);
  await page.getByRole("button", { name: "Add email" }).click();
  await expect(page.getByText("Open it in this browser")).toBeVisible();
  await page.goto(`/verify-email?token=${tokenIn(await mail.waitFor(email))}`);
  await page.getByRole("button", { name: "Confirm email" }).click();
  await expect
    .poll(async () => (await whoIs(page))?.user)
    .toMatchObject({
      id: guest.user.id,
      email,
      emailVerified: true,
    });
});

test("whoever closes the prompt is the guest they were, and can try again", async ({ page, db }) => {
  const authenticator = await plugIn(page);
  await authenticator.agree(false);
  const guest = await becomeGuest(page);
  await page.goto("/upgrade");
  await page.getByRole("button", { name: "Use a passkey" }).click();
  await expect(page.getByText("The prompt was closed or timed out")).toBeVisible();
  expect(await whoIs(page)).toMatchObject({
    user: { id: guest.user.id, isAnonymous: true },
    session: { id: guest.session.id },
  });
  expect(await db("SELECT id FROM passkeys WHERE user_id = $1", [guest.user.id])).toEqual([]);
  await page.goto("/sign-in");
  await page.getByRole("button", { name: "Sign in with a passkey" }).click();
  await expect(page.getByText("The prompt was closed or timed out")).toBeVisible();

  await authenticator.agree(true);
  await page.goto("/upgrade");
  await page.getByRole("button", { name: "Use a passkey" }).click();
  await expect(page.getByRole("heading", { name: "Welcome" })).toBeVisible();
});

test("a passkey that no account has any more signs nobody in", async ({ page, expectedErrors }) => {
  expectedErrors.push(/status of 401/);
  await plugIn(page);
  await becomeGuest(page);
  await page.goto("/upgrade");
  await page.getByRole("button", { name: "Use a passkey" }).click();
  await expect(page.getByRole("heading", { name: "Welcome" })).toBeVisible();
  await page.request.delete("/api/auth/account", { data: {} });
  await page.goto("/sign-in");
  await page.getByRole("button", { name: "Sign in with a passkey" }).click();
  await expect(page.getByText("No account here has this passkey")).toBeVisible();
  expect(await whoIs(page)).toBeNull();
});

test("switched off, in a browser that knows no passkeys, and without script there is no button", async ({
  page,
  request,
  newVisitor,
}) => {
  await page.addInitScript(() => Reflect.deleteProperty(window, "PublicKeyCredential"));
  const button = page.getByRole("button", { name: /passkey/i });
  await page.goto("/sign-in");
  await expect(page.getByRole("button", { name: "Sign in", exact: true })).toBeVisible();
  await expect(button).toHaveCount(0);

  await configure(request, { passkey: false });
  const visitor = await newVisitor();
  await visitor.goto("/sign-in");
  await expect(visitor.getByRole("button", { name: "Sign in", exact: true })).toBeVisible();
  await expect(visitor.getByRole("button", { name: /passkey/i })).toHaveCount(0);
});

test.describe("without JavaScript", () => {
  test.use({ javaScriptEnabled: false });

  test("nothing is offered that would not work, and a passkey can be removed", async ({ page }) => {
    await page.goto("/sign-in");
    await expect(page.getByRole("button", { name: "Sign in", exact: true })).toBeVisible();
    await expect(page.getByRole("button", { name: /passkey/i })).toHaveCount(0);
    await becomeRegistered(page);
    const origin = new URL(page.url()).origin;
    const asked = await page.request.post("/api/auth/passkey/register/options", { data: { password } });
    const { data }: { data: PasskeyCreation } = await asked.json();
    const { credential } = makePasskey(data, { origin });
    await page.request.post("/api/auth/passkey/register", { data: { credential, name: "Old phone" } });
    await page.goto("/account");
    const item = page.getByRole("listitem").filter({ hasText: "Old phone" });
    await item.locator("summary", { hasText: "Remove" }).click();
    await item.getByLabel("Password", { exact: true }).fill("not my password");
    await item.getByRole("button", { name: "Remove passkey" }).click();
    await expect(item.getByText("Wrong password.")).toBeVisible();
    await item.getByLabel("Password", { exact: true }).fill(password);
    await item.getByRole("button", { name: "Remove passkey" }).click();
    await expect(item).toHaveCount(0);
  });
});

test("what prompts need is loaded when somebody asks for one, not before", async ({ page }) => {
  await plugIn(page);
  await page.goto("/sign-up");
  await page.waitForLoadState("networkidle");
  const scripts: string[] = [];
  page.on("request", (sent) => sent.resourceType() === "script" && scripts.push(sent.url()));
  await page.getByRole("button", { name: "Use a passkey" }).click();
  await expect(page.getByRole("heading", { name: "Welcome" })).toBeVisible();
  expect(scripts.length).toBeGreaterThan(0);
});

test("pages with passkeys keep to WCAG 2.2 AA and to 360 pixels, in either scheme", async ({ page }) => {
  const check = async (what: string) => expect(await faultsOf(page), what).toEqual([]);
  const authenticator = await plugIn(page);
  await page.setViewportSize({ width: 360, height: 740 });
  await page.goto("/sign-in");
  await check("/sign-in");
  await becomeGuest(page);
  await authenticator.agree(false);
  await page.goto("/upgrade");
  await page.getByRole("button", { name: "Use a passkey" }).click();
  await expect(page.getByText("The prompt was closed")).toBeVisible();
  await check("a closed prompt");
  await authenticator.agree(true);
  await page.goto("/?create-account");
  await page.getByRole("button", { name: "Use a passkey" }).click();
  await expect(page.getByText("From now on you sign in with your passkey")).toBeVisible();
  await check("the banner, saved");
  await page.goto("/account");
  await page.locator("summary", { hasText: "Rename" }).click();
  await page.locator("summary", { hasText: "Remove" }).click();
  await check("/account");
});

test.describe("through the API", () => {
  test("a caller that is no browser becomes a registered user by a passkey, and gets a new secret", async ({
    api,
    server,
  }) => {
    const { data: guest } = await api.post<SignedIn>("/api/auth/sign-in/anonymous");
    const token = guest?.session.token ?? null;
    const body = {};
    const { data: asked } = await api.post<PasskeyCreation>("/api/auth/passkey/register/options", {
      token,
      body,
    });
    if (!asked) throw new Error("nothing was asked for");
    expect(asked.rp.id).toBe("localhost");
    const { credential } = makePasskey(asked, { origin: new URL(server.app.url).origin });
    const upgraded = await api.post<SignedIn>("/api/auth/passkey/register", { token, body: { credential } });
    expect(upgraded.data).toMatchObject({
      user: { id: guest?.user.id, isAnonymous: false },
      session: { id: guest?.session.id, token: expect.any(String) },
    });
    const again = await api.post("/api/auth/passkey/register", { token, body: { credential } });
    expect(again).toMatchObject({ status: 401, error: { code: "SESSION_ROTATED" } });
    const mine = await api.get<Passkey[]>("/api/auth/passkeys", {
      token: upgraded.data?.session.token ?? null,
    });
    expect(mine.data).toMatchObject([{ name: null, isSynced: false }]);
  });

  test("the site that passkeys belong to is that of AUTH_URL, whatever the Host header says", async ({
    request,
  }) => {
    const asked = await request.post("/api/auth/passkey/sign-in/options", {
      data: {},
      headers: { host: "evil.example", "x-forwarded-host": "evil.example" },
    });
    expect((await asked.json()).data).toMatchObject({ rpId: "localhost", allowCredentials: [] });
  });

  test("upgrades and sign-ins by passkey are limited by address, and a limit leaves the session alone", async ({
    api,
  }) => {
    const { data: guest } = await api.post<SignedIn>("/api/auth/sign-in/anonymous");
    const token = guest?.session.token ?? null;
    for (const path of ["register/options", "register", "sign-in/options", "sign-in"]) {
      const answers = [];
      for (let call = 0; call < 11; call++) {
        const { status } = await api.post(`/api/auth/passkey/${path}`, { token, body: {} });
        answers.push(status === 429);
      }
      expect(answers, path).toEqual([...Array(10).fill(false), true]);
    }
    const { data } = await api.get<SignedIn>("/api/auth/get-session", { token });
    expect(data?.user.id).toBe(guest?.user.id);
  });

  test("whatever else is sent gets a documented refusal", async ({ api, server }) => {
    const { data: guest } = await api.post<SignedIn>("/api/auth/sign-in/anonymous");
    const token = guest?.session.token ?? null;
    const response = { clientDataJSON: "AAAA", attestationObject: "AAAA" };
    const answer = {
      clientDataJSON: "AAAA",
      authenticatorData: "AAAA",
      signature: "AAAA",
      userHandle: "AAAA",
    };
    const wrong = [
      {},
      { credential: null },
      { credential: [] },
      { credential: { id: "a" } },
      { credential: { id: "", response } },
      { credential: { id: "a b", response } },
      { credential: { id: "a".repeat(1365), response } },
      { credential: { id: "a\u0000", response } },
      { credential: { id: "a", response: { ...response, transports: [1] } } },
      { credential: { id: "a", response: { ...response, attestationObject: "oWNmbXRkbm9uZQ" } } },
      { credential: { id: "a", response }, name: "n".repeat(61) },
      { credential: { id: "a", response }, name: "\u0000" },
      { credential: { id: "a", response }, userId: "usr_1" },
    ];
    for (const body of wrong) {
      // Each from an address of its own, for the limit's sake.
      const refused = await apiClient(server.app.url).post("/api/auth/passkey/register", { token, body });
      expect(refused, JSON.stringify(body)).toMatchObject({
        status: 422,
        error: { code: "VALIDATION_FAILED" },
      });
    }
    expect(
      await api.post("/api/auth/passkey/sign-in", {
        token,
        body: { credential: { id: "a", response: answer } },
      }),
    ).toMatchObject({ status: 401, error: { code: "INVALID_CREDENTIALS" } });
    expect(
      await api.post("/api/auth/passkey/sign-in", { token, body: { credential: { id: "a", response } } }),
    ).toMatchObject({ status: 422, error: { code: "VALIDATION_FAILED" } });
    expect(await api.post("/api/auth/passkey/register/options", { body: {} })).toMatchObject({
      status: 401,
      error: { code: "NO_SESSION" },
    });
    expect(await api.delete("/api/auth/passkeys/pky_unknown", { token })).toMatchObject({ status: 404 });
    expect(await api.get("/api/auth/passkey/register", { token })).toMatchObject({ status: 405 });
    expect(
      await api.post("/api/auth/passkey/register/options", {
        token,
        body: {},
        headers: { origin: "https://elsewhere.example" },
      }),
    ).toMatchObject({ status: 403, error: { code: "CROSS_SITE_REQUEST" } });
    const { data } = await api.get<SignedIn>("/api/auth/get-session", { token });
    expect(data?.user).toMatchObject({ id: guest?.user.id, isAnonymous: true });
  });
});

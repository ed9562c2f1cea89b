import { spawnSync } from "node:child_process";
import { expect, type Page } from "@playwright/test";
import { apiKey } from "@/e2e/support/app";
import type { MailServer } from "@/e2e/support/smtp";
import type { SignedIn, User } from "@/lib/api/shapes";
import { handedOut } from "./evidence";

export const password = "correct horse battery";
handedOut([password]);

export const newEmail = () => `${crypto.randomUUID()}@example.com`;

export async function whoIs(page: Page): Promise<SignedIn | null> {
  const response = await page.request.get("/api/auth/get-session");
  const { data }: { data: SignedIn | null } = await response.json();
  return data;
}

export async function becomeGuest(page: Page): Promise<SignedIn> {
  await page.goto("/");
  await expect.poll(async () => (await whoIs(page))?.user.isAnonymous).toBe(true);
  const guest = await whoIs(page);
  if (!guest) throw new Error("no guest");
  return guest;
}

/** Makes an account in the browser of this page, without its forms. */
export async function becomeRegistered(page: Page, email = newEmail()): Promise<SignedIn> {
  const answer = await page.request.post("/api/auth/sign-up/email", { data: { email, password } });
  expect(answer.ok()).toBe(true);
  const registered = await whoIs(page);
  if (!registered) throw new Error("no registered user");
  return registered;
}

// eject-start: organizations
/**
 * Gives whoever is in the browser of this page something to own: a membership in a new organization of this name, as the
 * product's owner gives it.
 */
export async function addMembership(page: Page, name: string): Promise<void> {
  const headers = { authorization: `Bearer ${apiKey}` };
  const userId = (await whoIs(page))?.user.id;
  const made = await page.request.post("/api/v1/organizations", { headers, data: { name } });
  const { data } = await made.json();
  const added = await page.request.post(`/api/v1/organizations/${data.id}/members`, {
    headers,
    data: { userId },
  });
  expect(added.ok()).toBe(true);
}
// eject-end: organizations

/** Makes a registered user with a confirmed address in the browser of this page, and an admin of them by `grant`. */
export async function becomeAdmin(
  page: Page,
  mail: MailServer,
  grant: (user: User) => Promise<void> | void = (user) => grantByApi(page, user),
): Promise<SignedIn> {
  const email = newEmail();
  const { user } = await becomeRegistered(page, email);
  const { text } = await mail.waitFor(email);
  const token = /token=([\w.~-]+)/.exec(text)?.[1];
  await page.request.post("/api/auth/verify-email", { data: { token } });
  await grant(user);
  const admin = await whoIs(page);
  if (admin?.user.role !== "admin") throw new Error("no admin");
  return admin;
}

async function grantByApi(page: Page, { id }: User): Promise<void> {
  const headers = { authorization: `Bearer ${apiKey}` };
  const granted = await page.request.patch(`/api/v1/users/${id}`, { headers, data: { role: "admin" } });
  expect(granted.ok()).toBe(true);
}

/** What whoever has the server does, for the first admin. */
export function grantByCommand({ email }: User, databaseUrl: string): void {
  const { status, stderr } = spawnSync(
    process.execPath,
    ["--import", "tsx", "scripts/admin.ts", "grant", email ?? ""],
    { encoding: "utf8", env: { ...process.env, NODE_ENV: "test", DATABASE_URL: databaseUrl } },
  );
  expect(status, stderr).toBe(0);
}

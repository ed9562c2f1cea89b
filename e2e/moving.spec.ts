import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import type { SignedIn } from "@/lib/api/shapes";
import { apiClient } from "@/lib/testing/api";
import { createDatabase } from "@/lib/testing/database";
import { removeFolder } from "@/lib/testing/dumps";
import { addMembership, becomeGuest, becomeRegistered, password, whoIs } from "@/lib/testing/people";
import { freePort } from "@/lib/testing/ports";
import { test as base, expect, postgresUrl } from "./fixtures";
import { startApp } from "./support/app";

/** One address before and after, so that browsers bring their cookies. */
const test = base.extend({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of the fixtures from this pattern.
  baseURL: async ({}, use) => use(`http://localhost:${await freePort()}`),
});

let folder: string;

/** The application in a folder of its own, so that it has its own `.data`. */
test.beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), "guestbook-"));
  const parts = [
    ".next",
    "db",
    "lib",
    "node_modules",
    "scripts",
    "next.config.ts",
    "package.json",
    "tsconfig.json",
  ];
  for (const part of parts) symlinkSync(path.resolve(part), path.join(folder, part));
});

test.afterEach(() => removeFolder(folder));

/** `npm run db:copy`, in that folder. */
function copy(environment: Record<string, string>) {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [path.resolve("node_modules/tsx/dist/cli.mjs"), "scripts/copy.ts"],
    {
      cwd: folder,
      encoding: "utf8",
      env: { PATH: process.env.PATH, NODE_ENV: "development", ...environment },
    },
  );
  return { status, said: stdout + stderr };
}

test("what began in the embedded database goes on in PostgreSQL, in the same browsers, with nothing lost", async ({
  baseURL,
  newVisitor,
}) => {
  const port = Number(new URL(baseURL ?? "").port);
  const before = await startApp({ AUTH_SECRET: "" }, { port, folder });
  const [guest, registered] = [await newVisitor(), await newVisitor()];
  const guestBefore = await becomeGuest(guest);
  await addMembership(guest, "From the small house"); // eject: organizations
  const registeredBefore = await becomeRegistered(registered, "jane@example.com");
  const api = apiClient(before.url);
  const away = await api.post<SignedIn>("/api/auth/sign-in/anonymous");
  const token = away.data?.session.token ?? null;
  const wayBack = await api.post<{ code: string }>("/api/auth/anonymous/recovery-code", { token });

  // A page that is open goes on asking.
  await guest.goto("about:blank");
  const databaseUrl = await createDatabase(postgresUrl());
  expect(copy({ DATABASE_URL: databaseUrl }).said).toContain(`is in use by process ${before.pid}`);
  await before.stop();
  const copied = copy({ DATABASE_URL: databaseUrl });
  expect(copied.said).toContain("Everything is copied.");
  expect(copied.status).toBe(0);

  const secret = readFileSync(path.join(folder, ".data", "secret"), "utf8");
  expect(copied.said).not.toContain(secret);
  const after = await startApp({ AUTH_SECRET: secret, DATABASE_URL: databaseUrl }, { port });
  expect((await whoIs(guest))?.user).toMatchObject({ id: guestBefore.user.id, isAnonymous: true });
  expect((await whoIs(registered))?.session.id).toBe(registeredBefore.session.id);
  // eject-start: organizations
  await guest.goto("/organizations");
  await expect(guest.getByRole("link", { name: "From the small house" })).toBeVisible();
  // eject-end: organizations
  const upgraded = await becomeRegistered(guest, "ada@example.com");
  expect(upgraded.user.id).toBe(guestBefore.user.id);

  const body = { email: "jane@example.com", password };
  const signedIn = await api.post<SignedIn>("/api/auth/sign-in/email", { body });
  expect(signedIn.data?.user.id).toBe(registeredBefore.user.id);
  const code = wayBack.data?.code;
  const recovered = await api.post<SignedIn>("/api/auth/anonymous/recover", { body: { code } });
  expect(recovered.data?.user.id).toBe(away.data?.user.id);
  await guest.goto("about:blank");
  await after.stop();
});

test("there is nothing to copy, or nowhere to copy it to", async ({ server }) => {
  expect(copy({})).toMatchObject({ status: 1, said: expect.stringContaining("Set DATABASE_URL") });
  const none = copy({ DATABASE_URL: server.databaseUrl });
  expect(none).toMatchObject({ status: 1, said: expect.stringContaining("There is no database in") });
});

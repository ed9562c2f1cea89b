import { spawnSync } from "node:child_process";
import { chownSync, cpSync, existsSync, mkdirSync, mkdtempSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import type { SignedIn } from "@/lib/api/shapes";
import { apiClient } from "@/lib/testing/api";
import { stagesOf } from "@/lib/testing/dockerfile";
import { removeFolder } from "@/lib/testing/dumps";
import { becomeGuest, newEmail, password, whoIs } from "@/lib/testing/people";
import { freePort } from "@/lib/testing/ports";
import { test as base, expect } from "./fixtures";
import { startApp } from "./support/app";
import { startHostProxy } from "./support/proxy";

const test = base.extend({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of the fixtures from this pattern.
  baseURL: async ({}, use) => use(`http://localhost:${await freePort()}`),
});

const image = stagesOf("Dockerfile").find(({ name }) => name === "server");
if (!image) throw new Error("the Dockerfile has no stage of that name");
const { copies, environment, command, healthCheck } = image;

// `nobody`, whom nothing here belongs to, stands for the image's own user.
const user = process.getuid?.() === 0 ? { uid: 65534, gid: 65534 } : {};

let folder: string;

/** The image's folder, laid out by the COPY lines of its last stage, outside the project and its node_modules. */
test.beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), "guestbook-image-"));
  for (const { sources, to } of copies)
    for (const source of sources)
      cpSync(source.replace("/app/", "./"), path.join(folder, to), {
        recursive: true,
        verbatimSymlinks: true,
      });
  const written = [".data", ".next/cache"].map((name) => path.join(folder, name));
  for (const name of written) mkdirSync(name);
  if (user.uid !== undefined) for (const name of [folder, ...written]) chownSync(name, user.uid, user.gid);
});

test.afterEach(() => removeFolder(folder));

const startImage = (settings: Record<string, string>, port: number) =>
  startApp(
    { ...environment, ...settings, PORT: String(port) },
    { port, folder, command: command.slice(1), user },
  );

const isHealthy = (port: number) =>
  spawnSync(process.execPath, healthCheck.slice(1), { env: { NODE_ENV: "production", PORT: String(port) } })
    .status === 0;

test("what the image holds serves the whole app on PostgreSQL, as a user without rights", async ({
  page,
  baseURL,
  server,
}) => {
  const port = Number(new URL(baseURL ?? "").port);
  const app = await startImage({ DATABASE_URL: server.databaseUrl }, port);
  expect(isHealthy(port)).toBe(true);
  const answer = await page.goto("/");
  expect(answer?.headers()["content-security-policy"]).toContain("'strict-dynamic'");
  const guest = await becomeGuest(page);
  await page.getByRole("button", { name: "Create account" }).click();
  await page.getByLabel("Email").fill(newEmail());
  await page.getByLabel("Password", { exact: true }).fill(password);
  await page.getByRole("button", { name: "Create account" }).click();
  await expect(page.getByText("You're all set")).toBeVisible();
  expect((await whoIs(page))?.user).toMatchObject({ id: guest.user.id, isAnonymous: false });
  // A page that is open goes on asking.
  await page.goto("about:blank");
  await app.stop();
  expect(app.log()).not.toContain("⚠");
});

test("behind a proxy that rewrites Host its forms work, and so do those of `next start`", async ({
  newVisitor,
  baseURL,
  server,
}) => {
  const settings = { DATABASE_URL: server.databaseUrl, AUTH_URL: baseURL ?? "" };
  for (const start of [
    (port: number) => startImage(settings, port),
    (port: number) => startApp(settings, { port }),
  ]) {
    const port = await freePort();
    const app = await start(port);
    // Longer than a proxy keeps an idle connection: what it sends next is not on its way to one that is being closed.
    const { headers } = await fetch(`${app.url}/api/health`);
    expect(headers.get("keep-alive")).toBe("timeout=130");
    const proxy = await startHostProxy(Number(new URL(baseURL ?? "").port), port);
    for (const javaScriptEnabled of [true, false]) {
      const page = await newVisitor({ javaScriptEnabled });
      const email = newEmail();
      await page.goto("/sign-up");
      await page.getByLabel("Email").fill(email);
      await page.getByLabel("Password", { exact: true }).fill(password);
      await page.getByRole("main").getByRole("button", { name: "Create account" }).click();
      await expect(page.getByText("You're all set").first()).toBeVisible();
      expect((await whoIs(page))?.user).toMatchObject({ email, isAnonymous: false });
      await page.goto("about:blank");
    }
    await proxy.stop();
    await app.stop();
    expect(app.log()).not.toContain("does not match");
  }
});

test("without a database the image keeps one in its .data, which may be a volume", async ({ baseURL }) => {
  const port = Number(new URL(baseURL ?? "").port);
  const first = await startImage({ AUTH_SECRET: "" }, port);
  const { data } = await apiClient(first.url).post<SignedIn>("/api/auth/sign-in/anonymous");
  await first.stop();
  expect(statSync(path.join(folder, ".data", "secret")).mode & 0o777).toBe(0o600);
  const second = await startImage({ AUTH_SECRET: "" }, port);
  const token = data?.session.token ?? null;
  const again = await apiClient(second.url).get<SignedIn>("/api/auth/get-session", { token });
  expect(again.data?.user.id).toBe(data?.user.id);
  await second.stop();
});

test("the image's health check fails while the database cannot be reached", async ({ baseURL }) => {
  const port = Number(new URL(baseURL ?? "").port);
  const nowhere = `postgres://nobody@127.0.0.1:${await freePort()}/none`;
  const app = await startImage({ DATABASE_URL: nowhere }, port);
  expect(isHealthy(port)).toBe(false);
  await app.stop();
  expect(isHealthy(port)).toBe(false);
  expect(existsSync(path.join(folder, ".data", "db"))).toBe(false);
});

import { existsSync, mkdtempSync, statSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import type { SignedIn } from "@/lib/api/shapes";
import { apiClient } from "@/lib/testing/api";
import { removeFolder } from "@/lib/testing/dumps";
import { expect, test } from "./fixtures";
import { startApp } from "./support/app";

const unset = { AUTH_SECRET: "" };
let folder: string;

/** The built application in a folder of its own, so that it has its own `.data`. */
test.beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), "guestbook-"));
  for (const part of [".next", "db", "lib", "node_modules", "package.json", "next.config.ts"]) {
    symlinkSync(path.resolve(part), path.join(folder, part));
  }
});

test.afterEach(() => removeFolder(folder));

test("without a configuration the app keeps everything in .data, for one process, through kill -9", async () => {
  const first = await startApp(unset, { folder });
  const secret = path.join(folder, ".data", "secret");
  expect(statSync(secret).mode & 0o777).toBe(0o600);

  await expect(startApp(unset, { folder })).rejects.toThrow(`is in use by process ${first.pid}`);

  const registeredUsers: { id: string; token: string | null }[] = [];
  for (let round = 0; round < 5; round++) {
    const api = apiClient(first.url);
    const guest = await api.post<SignedIn>("/api/auth/sign-in/anonymous");
    const token = guest.data?.session.token ?? null;
    const body = { email: `registered${round}@example.com`, password: "correct horse battery" };
    const registered = await api.post<SignedIn>("/api/auth/anonymous/upgrade", { token, body });
    expect(registered.status).toBe(200);
    registeredUsers.push({ id: guest.data?.user.id ?? "", token: registered.data?.session.token ?? null });
  }
  await first.stop("SIGKILL");

  const second = await startApp(unset, { folder });
  for (const { id, token } of registeredUsers) {
    const session = await apiClient(second.url).get<SignedIn>("/api/auth/get-session", { token });
    expect(session.data?.user).toMatchObject({ id, isAnonymous: false });
  }
  await second.stop();
});

test("in production a PostgreSQL server without an AUTH_SECRET is refused, and so is a variable that makes no sense", async ({
  server,
}) => {
  const withServer = { ...unset, DATABASE_URL: server.databaseUrl };
  await expect(startApp(withServer, { folder })).rejects.toThrow("AUTH_SECRET is not set");
  await expect(startApp({ EMAIL_SERVER: "nonsense" }, { folder })).rejects.toThrow("EMAIL_SERVER");
  await expect(startApp({ AUTH_SECRET: "short" }, { folder })).rejects.toThrow("AUTH_SECRET");
  expect(existsSync(path.join(folder, ".data"))).toBe(false);
});

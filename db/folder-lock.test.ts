import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { holdFolder } from "./folder-lock";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), "guestbook-lock-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

async function holder(): Promise<ChildProcess> {
  const code = `import("./db/folder-lock.ts").then((m) => m.holdFolder(process.argv[1])).then(() => { process.send("held"); setInterval(() => {}, 1e6); })`;
  const child = spawn(process.execPath, ["--import", "tsx", "-e", code, folder], {
    stdio: ["ignore", "inherit", "inherit", "ipc"],
  });
  await once(child, "message");
  return child;
}

test("a second process is told who holds the folder, and gets it when that one is killed", async () => {
  const child = await holder();
  await expect(holdFolder(folder)).rejects.toThrow(`in use by process ${child.pid}`);
  child.kill("SIGKILL");
  await once(child, "exit");
  const release = await holdFolder(folder);
  await expect(holdFolder(folder)).rejects.toThrow(`in use by process ${process.pid}`);
  await release();
  await (await holdFolder(folder))();
});

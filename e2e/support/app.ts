import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { handedOut, keepLog, secretsIn } from "@/lib/testing/evidence";
import { freePort } from "@/lib/testing/ports";
import { nextIn } from "./build";

export type App = {
  /** http://localhost:PORT, without a slash at its end. */
  url: string;
  pid: number;
  /** All that the server wrote to stdout and stderr so far. */
  log(): string;
  /** SIGTERM asks, SIGKILL is a crash. */
  stop(signal?: "SIGTERM" | "SIGKILL"): Promise<void>;
};

export const apiKey = "bk_live_the-root-key-of-the-tests";

/** What every server under test is told, unless a test says otherwise. */
const testEnvironment = {
  NODE_ENV: "production" as const,
  NEXT_TELEMETRY_DISABLED: "1",
  AUTH_SECRET: "a secret of the tests, known to everybody",
  BANATA_API_KEY: apiKey,
  EMAIL_FROM: "Guestbook <hello@guestbook.test>",
  // Every browser and client of the tests names an address of its own, so that their limits do not meet.
  TRUSTED_PROXIES: "1",
};

/** As `npm start` has them: without, a connection that a test left idle may be closed while its next request is on the way. */
const { scripts }: { scripts: { start: string } } = JSON.parse(readFileSync("package.json", "utf8"));
const startArguments = scripts.start.split(" ").slice(1);

type Options = {
  /** To start it again in the same place. */
  port?: number;
  folder?: string;
  /** What Node runs there, on `PORT`. */
  command?: string[];
  /** The path that has to answer before it counts as started. */
  answersAt?: string;
  user?: { uid?: number; gid?: number };
};

/** Starts the production server from the one build, and waits until it answers. */
export async function startApp(
  environment: Record<string, string>,
  {
    port,
    folder = ".",
    command = [nextIn(folder), ...startArguments],
    answersAt = "/api/health",
    user = {},
  }: Options = {},
): Promise<App> {
  const at = port ?? (await freePort());
  const url = `http://localhost:${at}`;
  const server = spawn(process.execPath, command, {
    cwd: folder,
    env: { PATH: process.env.PATH, ...testEnvironment, PORT: String(at), AUTH_URL: url, ...environment },
    stdio: ["ignore", "pipe", "pipe"],
    ...user,
  });
  handedOut(secretsIn({ ...testEnvironment, ...environment }));
  let log = "";
  const keep = (chunk: Buffer) => {
    log += chunk.toString();
    keepLog(server.pid ?? 0, chunk.toString());
  };
  server.stdout.on("data", keep);
  server.stderr.on("data", keep);
  const killAtExit = () => server.kill("SIGKILL");
  process.once("exit", killAtExit);

  async function stop(signal: "SIGTERM" | "SIGKILL" = "SIGTERM") {
    process.off("exit", killAtExit);
    if (server.exitCode !== null || server.signalCode !== null) return;
    const ended = once(server, "exit");
    server.kill(signal);
    const patience = setTimeout(() => server.kill("SIGKILL"), 10_000);
    await ended;
    clearTimeout(patience);
  }

  await untilAnswering(url + answersAt, server, () => log);
  if (server.pid === undefined) throw new Error("the server has no process id");
  return { url, pid: server.pid, log: () => log, stop };
}

async function untilAnswering(url: string, server: ChildProcess, log: () => string) {
  const deadline = Date.now() + 120_000;
  for (;;) {
    const ended = server.exitCode !== null || server.signalCode !== null;
    if (ended || Date.now() > deadline) {
      throw new Error(`the server did not start (${server.signalCode ?? server.exitCode}): ${log()}`);
    }
    // 503 is an answer too: a test may have taken the database away.
    const answered = await fetch(url, { signal: AbortSignal.timeout(30_000) }).then(
      () => true,
      () => false,
    );
    if (answered) return;
    await sleep(50);
  }
}

import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { once } from "node:events";
import { createServer, type IncomingMessage } from "node:http";
import { tmpdir } from "node:os";
import { text } from "node:stream/consumers";
import { setTimeout as sleep } from "node:timers/promises";
import { freePort } from "./ports";
import { askRedis, type Reply } from "./resp";

export const hasRedis = spawnSync("redis-server", ["--version"]).status === 0;

/** Why tests that need one are skipped. */
export const withoutRedis = "there is no redis-server on this machine (Debian: apt-get install redis-server)";

export type Redis = {
  /** The port of its REST door, which speaks Upstash's protocol. */
  port: number;
  token: string;
  /** Sends commands around the door. */
  ask(...command: string[]): Promise<Reply>;
  /** Kills it; what it kept is lost. */
  kill(): Promise<void>;
  start(): Promise<void>;
  stop(): Promise<void>;
};

/** A real Redis that keeps nothing on disk, behind Upstash's REST protocol, on free ports of 127.0.0.1. */
export async function startRedis(): Promise<Redis> {
  const redisPort = await freePort();
  const token = crypto.randomUUID();
  let redis: ChildProcess | null = null;
  const killAtExit = () => redis?.kill("SIGKILL");
  process.once("exit", killAtExit);

  const ask = async (...command: string[]) => (await askRedis(redisPort, [command]))[0] ?? null;

  async function start() {
    const settings = ["--port", String(redisPort), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no"];
    redis = spawn("redis-server", settings, { cwd: tmpdir(), stdio: "ignore" });
    const deadline = Date.now() + 20_000;
    while ((await ask("PING").catch(() => null)) !== "PONG") {
      if (redis.exitCode !== null || Date.now() > deadline) throw new Error("redis-server did not start");
      await sleep(20);
    }
  }
  async function kill() {
    const running = redis;
    redis = null;
    if (!running || running.exitCode !== null) return;
    running.kill("SIGKILL");
    await once(running, "exit");
  }

  const known = new Map<string, string>();
  const door = createServer(async (request, response) => {
    const { status, body } = await answer(redisPort, token, known, request);
    response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
  });
  door.listen(0, "127.0.0.1");
  await Promise.all([once(door, "listening"), start()]);
  const address = door.address();
  if (address === null || typeof address === "string") throw new Error("no port");

  return {
    port: address.port,
    token,
    ask,
    kill,
    start,
    async stop() {
      door.closeAllConnections();
      door.close();
      await kill();
      process.off("exit", killAtExit);
    },
  };
}

/** POST / with one command, POST /pipeline with several (upstash.com/docs/redis/features/restapi). */
async function answer(
  redisPort: number,
  token: string,
  known: Map<string, string>,
  request: IncomingMessage,
) {
  if (request.headers.authorization !== `Bearer ${token}`)
    return { status: 401, body: { error: "WRONGPASS invalid or missing auth token" } };
  const many = request.url === "/pipeline";
  const given: unknown[] = JSON.parse(await text(request));
  const commands = (many ? given : [given]).map((command) =>
    withoutOwnFlags((Array.isArray(command) ? command : []).map(String), known),
  );
  const inBase64 = request.headers["upstash-encoding"] === "base64";
  try {
    const bodies = (await askRedis(redisPort, commands)).map((reply) => bodyOf(reply, inBase64));
    const [first] = bodies;
    return { status: !many && first && "error" in first ? 400 : 200, body: many ? bodies : first };
  } catch (error) {
    return { status: 500, body: { error: String(error) } };
  }
}

/** Upstash knows a flag for scripts that Redis refuses. `known`: the hash of each script that came with it, and the hash under which Redis has it. */
function withoutOwnFlags(command: string[], known: Map<string, string>): string[] {
  const [name = "", script = "", ...rest] = command;
  if (/^evalsha$/i.test(name)) return [name, known.get(script) ?? script, ...rest];
  if (!/^eval$/i.test(name)) return command;
  const plain = script.replace(/^#!lua flags=allow-key-locking/, "#!lua");
  known.set(sha1(script), sha1(plain));
  return [name, plain, ...rest];
}

function sha1(text: string): string {
  return createHash("sha1").update(text).digest("hex");
}

function bodyOf(reply: Reply, inBase64: boolean): { result: unknown } | { error: string } {
  return reply instanceof Error ? { error: reply.message } : { result: inBase64 ? base64(reply) : reply };
}

/** As the service does: every text but a plain OK. */
function base64(reply: Reply): unknown {
  if (Array.isArray(reply)) return reply.map(base64);
  return typeof reply === "string" && reply !== "OK" ? Buffer.from(reply).toString("base64") : reply;
}

import { createHash } from "node:crypto";
import { mkdirSync, realpathSync, rmSync } from "node:fs";
import { createConnection, createServer } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";

/**
 * Holds `folder` for this process until released. The operating system gives the lock back when the process
 * ends, however it ends, so nothing stale is left after a kill.
 * Throws where another process holds it.
 */
export async function holdFolder(folder: string): Promise<() => Promise<void>> {
  mkdirSync(folder, { recursive: true });
  const name = `guestbook-${createHash("sha256").update(realpathSync(folder)).digest("hex").slice(0, 32)}`;
  const address = socketAddress(name);
  const server = createServer((peer) => peer.end(String(process.pid)));
  const listen = () =>
    new Promise<void>((resolve, reject) => {
      server.once("error", reject);
      server.listen(address, resolve);
    });
  try {
    await listen();
  } catch {
    const holder = await ask(address);
    if (holder !== null) {
      throw new Error(
        `The embedded database in ${folder} is in use by process ${holder}. Stop that process first, or set DATABASE_URL to a PostgreSQL server that several processes can share.`,
      );
    }
    if (path.isAbsolute(address) && process.platform !== "win32") rmSync(address, { force: true });
    await listen();
  }
  server.unref();
  return () => new Promise((resolve) => server.close(() => resolve()));
}

/** Linux and Windows have names that vanish with their process; elsewhere a socket file, whose owner is asked. */
function socketAddress(name: string): string {
  if (process.platform === "linux") return `\0${name}`;
  if (process.platform === "win32") return `\\\\.\\pipe\\${name}`;
  return path.join(tmpdir(), `${name}.sock`);
}

function ask(address: string): Promise<string | null> {
  return new Promise((resolve) => {
    const peer = createConnection(address);
    let answer = "";
    peer.on("data", (chunk) => {
      answer += chunk;
    });
    peer.on("end", () => resolve(answer));
    peer.on("error", () => resolve(null));
  });
}

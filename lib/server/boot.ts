import { subscribe } from "node:diagnostics_channel";
import type { IncomingMessage } from "node:http";
import { peerHeader } from "./client-ip";
import { connection } from "./db";
import { env } from "./env";
import { deliverMail } from "./mail";
import { processWide } from "./process-wide";

/** How often a server that stays up looks for mail whose time has come again (milliseconds). */
const mailEvery = 30_000;

/**
 * Checks the environment, opens and migrates the embedded database, has every request carry its socket's address, and sends
 * mail that an earlier process left. Ends the process, naming the cause, where it cannot serve.
 */
export async function boot(): Promise<void> {
  try {
    const { onVercel } = env();
    processWide("peer", carryPeer);
    await connection();
    void deliverMail();
    if (!onVercel) processWide("mail timer", () => setInterval(deliverMail, mailEvery).unref());
  } catch (error) {
    console.error(error instanceof Error ? `\nGuestbook cannot start: ${error.message}\n` : error);
    process.exit(1);
  }
}

function carryPeer(): true {
  subscribe("http.server.request.start", (message) => {
    const { request } = message as { request: IncomingMessage };
    request.headers[peerHeader] = request.socket.remoteAddress ?? "";
  });
  return true;
}

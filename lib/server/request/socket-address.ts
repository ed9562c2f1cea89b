import { randomBytes } from "node:crypto";
import { subscribe } from "node:diagnostics_channel";
import type { IncomingMessage } from "node:http";
import { isSame } from "@/lib/auth/core/secrets";
import { processWide } from "@/lib/process-wide";

const header = "x-app-peer";

/** Writes each socket's address into a header of its request, as Next hands on no more than headers. For servers where the app meets clients itself. */
export function keepSocketAddresses(): true {
  subscribe("http.server.request.start", (message) => {
    const { request } = message as { request: IncomingMessage };
    request.headers[header] = `${secret()} ${request.socket.remoteAddress ?? ""}`;
  });
  return true;
}

/**
 * Returns the address of the socket that a request came by, or null where nobody kept it: a server's first requests may come before this process
 * listens for them, and on some platforms there is no socket. The mark is a secret of this process, so a header from outside counts for nothing.
 */
export function socketAddress(headers: Headers): string | null {
  const [mark = "", address = ""] = headers.get(header)?.split(" ") ?? [];
  return address !== "" && isSame(mark, secret()) ? address : null;
}

function secret(): string {
  return processWide("socket mark", () => randomBytes(24).toString("base64url"));
}

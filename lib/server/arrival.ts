import { randomBytes, randomUUID } from "node:crypto";
import { subscribe } from "node:diagnostics_channel";
import type { IncomingMessage, ServerResponse } from "node:http";
import { peerHeader } from "./client-ip";
import { env } from "./env";
import { requestIdHeader } from "./log";
import { pathHeader } from "./requested-path";
import { nonceHeader, securityHeaders } from "./security-headers";

/**
 * Meets every request before Next does. The headers that tell our own code about a request are written over whatever
 * a client sent under their names: the socket's address, the path that a page may lead back to, an id for the log that
 * the client gets too, and the policy with the nonce, which Next reads from there and puts on its scripts. Costs no
 * middleware.
 */
export function meetRequests(): true {
  const { baseUrl, NODE_ENV } = env();
  const settings = { isHttps: baseUrl.protocol === "https:", isDevelopment: NODE_ENV === "development" };
  subscribe("http.server.request.start", (message) => {
    const { request, response } = message as { request: IncomingMessage; response: ServerResponse };
    const nonce = randomBytes(16).toString("base64");
    const headers = securityHeaders(nonce, settings);
    request.headers[peerHeader] = request.socket.remoteAddress ?? "";
    request.headers[pathHeader] = request.url ?? "/";
    request.headers[requestIdHeader] = randomUUID();
    response.setHeader(requestIdHeader, request.headers[requestIdHeader]);
    request.headers[nonceHeader] = nonce;
    request.headers["content-security-policy"] = headers["Content-Security-Policy"];
    for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
  });
  return true;
}

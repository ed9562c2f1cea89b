import { randomBytes, randomUUID } from "node:crypto";
import { subscribe } from "node:diagnostics_channel";
import type { IncomingMessage, ServerResponse } from "node:http";
import { peerHeader } from "./client-ip";
import { env } from "./env";
import { requestIdHeader } from "./log";
import { pathHeader } from "./requested-path";
import { dataPolicy, nonceHeader, pagePolicy, securityHeaders } from "./security-headers";

const policyHeader = "content-security-policy";

/**
 * Meets every request before Next does. The headers that tell our own code about a request are written over whatever
 * a client sent under their names: the socket's address, an id for the log that the client gets too, and for a page the
 * path that it may lead back to and the policy with the nonce, which Next reads from there and puts on its scripts. Costs
 * no middleware.
 */
export function meetRequests(): true {
  const { baseUrl, NODE_ENV } = env();
  const settings = { isHttps: baseUrl.protocol === "https:", isDevelopment: NODE_ENV === "development" };
  const common = securityHeaders(settings);
  subscribe("http.server.request.start", (message) => {
    const { request, response } = message as { request: IncomingMessage; response: ServerResponse };
    const { headers, url = "/" } = request;
    const id = randomUUID();
    headers[peerHeader] = request.socket.remoteAddress ?? "";
    headers[requestIdHeader] = id;
    response.setHeader(requestIdHeader, id);
    for (const [name, value] of common) response.setHeader(name, value);
    const isPage = !url.startsWith("/api/");
    const nonce = isPage ? randomBytes(16).toString("base64") : "";
    const policy = isPage ? pagePolicy(nonce, settings) : dataPolicy;
    response.setHeader(policyHeader, policy);
    for (const name of pageHeaders) delete headers[name];
    if (isPage) Object.assign(headers, { [pathHeader]: url, [nonceHeader]: nonce, [policyHeader]: policy });
  });
  return true;
}

const pageHeaders = [pathHeader, nonceHeader, policyHeader];

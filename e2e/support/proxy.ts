import { once } from "node:events";
import { readFileSync } from "node:fs";
import * as http from "node:http";
import * as https from "node:https";

/** A proxy as an owner would put it before the app: https on a port of its own, with a certificate that nobody trusts. */
export function startTls(port: number, to: () => string) {
  const pem = readFileSync("e2e/fixtures/localhost.pem");
  return listen(https.createServer({ key: pem, cert: pem }, handOn(to)), port);
}

/** A proxy on `port` that hands everything on to `target`, and gives it a name of its own in Host, as many do. */
export function startHostProxy(port: number, target: number) {
  const to = () => `http://localhost:${target}`;
  const renamed = ({ headers, socket }: http.IncomingMessage) => ({
    ...headers,
    host: "app.internal:8080",
    "x-forwarded-for": headers["x-forwarded-for"] ?? socket.remoteAddress,
  });
  return listen(http.createServer(handOn(to, renamed)), port);
}

/** Hands requests on to the app at the address of `to`, with the headers that `headersOf` makes of theirs. */
function handOn(
  to: () => string,
  headersOf: (incoming: http.IncomingMessage) => http.OutgoingHttpHeaders = ({ headers }) => headers,
): http.RequestListener {
  return (incoming, outgoing) => {
    const { method, url } = incoming;
    const { hostname, port } = new URL(to());
    const options = { hostname, port, method, path: url, headers: headersOf(incoming) };
    const onward = http.request(options, (answer) => {
      outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(outgoing);
    });
    onward.on("error", () => outgoing.destroy());
    incoming.pipe(onward);
  };
}

async function listen(server: http.Server | https.Server, port: number): Promise<{ stop(): Promise<void> }> {
  server.listen(port);
  await once(server, "listening");
  return {
    async stop() {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}

import { once } from "node:events";
import { readFileSync } from "node:fs";
import { request } from "node:http";
import { createServer } from "node:https";

/** A proxy as an owner would put it before the app: https on a port of its own, with a certificate that nobody trusts. */
export async function startTls(port: number, to: () => string): Promise<{ stop(): Promise<void> }> {
  const pem = readFileSync("e2e/fixtures/localhost.pem");
  const server = createServer({ key: pem, cert: pem }, (incoming, response) => {
    const { method, headers, url = "/" } = incoming;
    const onward = request(new URL(url, to()), { method, headers }, (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(response);
    });
    onward.on("error", () => response.destroy());
    incoming.pipe(onward);
  }).listen(port);
  await once(server, "listening");
  return {
    async stop() {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}

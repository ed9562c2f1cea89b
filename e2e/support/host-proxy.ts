import { once } from "node:events";
import { createServer, request } from "node:http";

/** A proxy on `port` that hands everything on to `target`, and gives it a name of its own in Host, as many do. */
export async function startHostProxy(port: number, target: number): Promise<{ stop(): Promise<void> }> {
  const server = createServer((incoming, outgoing) => {
    const { method, url, headers, socket } = incoming;
    const address = headers["x-forwarded-for"] ?? socket.remoteAddress;
    const changed = { ...headers, host: "app.internal:8080", "x-forwarded-for": address };
    const onward = request({ port: target, method, path: url, headers: changed }, (answer) => {
      outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(outgoing);
    });
    onward.on("error", () => outgoing.destroy());
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

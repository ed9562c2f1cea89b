import { once } from "node:events";
import { connect, createServer, type Socket } from "node:net";

/**
 * What becomes of what is sent through: it passes; connections are refused; they are accepted and nothing is ever
 * answered; they are answered with what nobody understands, and ended; they are cut as soon as the client has sent something.
 */
type Behaviour = "pass" | "refuse" | "hang" | "rubbish" | "cut";

export type FaultProxy = {
  port: number;
  /** From now on. What is open is treated likewise, at its next byte at the latest; `refuse` ends it at once. */
  behave(how: Behaviour): Promise<void>;
  /** What is open now stays open and says nothing any more, as when a firewall has dropped it; new connections pass. */
  silence(): void;
  /** Cuts every connection whose client sends this text. */
  cutAt(text: string): void;
  stop(): Promise<void>;
};

/** A wire to 127.0.0.1:`target` that can be broken, on a free port of its own. */
export async function startFaultProxy(target: number): Promise<FaultProxy> {
  let mode: Behaviour = "pass";
  let trigger: string | null = null;
  const open = new Set<Socket>();
  let silent = new WeakSet<Socket>();

  function track(socket: Socket) {
    open.add(socket);
    socket.on("close", () => open.delete(socket));
    socket.on("error", () => socket.destroy());
    return socket;
  }

  const server = createServer((client) => {
    track(client);
    const service = track(connect(target, "127.0.0.1"));
    client.on("close", () => service.destroy());
    service.on("close", () => mode !== "hang" && client.destroy());
    client.on("data", (chunk) => {
      if (silent.has(client)) return;
      if (mode === "cut" || (trigger !== null && chunk.includes(trigger))) client.destroy();
      else if (mode === "rubbish") client.end("\0rubbish\r\n\r\n".repeat(20));
      else if (mode === "pass") service.write(chunk);
    });
    service.on("data", (chunk) => mode === "pass" && !silent.has(client) && client.write(chunk));
  });

  const listen = async (port: number) => {
    server.listen(port, "127.0.0.1");
    await once(server, "listening");
  };
  const endAll = () => {
    for (const socket of open) socket.destroy();
  };
  await listen(0);
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("no port");
  const { port } = address;

  return {
    port,
    async behave(how) {
      mode = how;
      trigger = null;
      if (how === "refuse" && server.listening) {
        server.close();
        endAll();
        await once(server, "close");
      }
      if (how !== "refuse" && !server.listening) await listen(port);
    },
    silence() {
      silent = new WeakSet(open);
    },
    cutAt(text) {
      trigger = text;
    },
    async stop() {
      if (!server.listening) return;
      server.close();
      endAll();
      await once(server, "close");
    },
  };
}

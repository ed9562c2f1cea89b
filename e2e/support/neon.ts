import { once } from "node:events";
import { createServer, type IncomingMessage } from "node:http";
import { connect } from "node:net";
import { text } from "node:stream/consumers";
import { neonConfig } from "@neondatabase/serverless";
import pg from "pg";
import { WebSocketServer } from "ws";

export type NeonDoors = {
  /** The driver uses again what it used before. */
  stop(): Promise<void>;
};

/**
 * Neon's two doors before a PostgreSQL on 127.0.0.1: statements by HTTP at /sql, connections by WebSocket at /v2. From
 * now on Neon's driver in this process, unchanged, uses them whatever host it is told.
 */
export async function openNeonDoors(postgresPort: number): Promise<NeonDoors> {
  const pools = new Map<string, pg.Pool>();
  const server = createServer(async (request, response) => {
    const { status, body } = await answer(poolFor(request), JSON.parse(await text(request)));
    response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
  });
  const sockets = new WebSocketServer({ server, path: "/v2" });
  sockets.on("connection", (socket) => {
    const database = connect(postgresPort, "127.0.0.1");
    socket.on("message", (data: Buffer) => database.write(data));
    socket.on("close", () => database.destroy());
    database.on("data", (chunk) => socket.send(chunk));
    database.on("error", () => socket.terminate());
    database.on("close", () => socket.close());
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("no port");
  const { fetchEndpoint, wsProxy } = neonConfig;
  neonConfig.fetchEndpoint = `http://127.0.0.1:${address.port}/sql`;
  neonConfig.wsProxy = `127.0.0.1:${address.port}/v2`;
  neonConfig.useSecureWebSocket = false;
  // The first messages go at once only where passwords are sent in plain text, as Neon wants them.
  neonConfig.pipelineConnect = false;

  function poolFor(request: IncomingMessage): pg.Pool {
    const url = new URL(String(request.headers["neon-connection-string"]));
    url.host = `127.0.0.1:${postgresPort}`;
    const pool = pools.get(url.href) ?? newPool(url.href);
    pools.set(url.href, pool);
    return pool;
  }

  return {
    async stop() {
      Object.assign(neonConfig, { fetchEndpoint, wsProxy });
      for (const socket of sockets.clients) socket.terminate();
      server.closeAllConnections();
      server.close();
      await once(server, "close");
      for (const pool of pools.values()) await pool.end();
    },
  };
}

/** Its values are PostgreSQL's own text: Neon's driver reads them on its side. */
function newPool(connectionString: string): pg.Pool {
  const types = { getTypeParser: () => (value: string) => value };
  const pool = new pg.Pool({ connectionString, max: 10, connectionTimeoutMillis: 3_000, types });
  pool.on("error", () => {});
  return pool;
}

async function answer(pool: pg.Pool, { query, params }: { query: string; params: unknown[] }) {
  try {
    const { command, rowCount, rows, fields } = await pool.query({
      text: query,
      values: params,
      rowMode: "array",
    });
    return { status: 200, body: { command, rowCount, rows, fields } };
  } catch (error) {
    // What PostgreSQL itself refused comes with its SQLSTATE; everything else is the service's own trouble.
    if (error instanceof pg.DatabaseError) return { status: 400, body: { ...error, message: error.message } };
    return { status: 500, body: { message: String(error) } };
  }
}

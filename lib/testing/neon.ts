import { once } from "node:events";
import { createServer, type IncomingMessage } from "node:http";
import { connect } from "node:net";
import { text } from "node:stream/consumers";
import { neonConfig } from "@neondatabase/serverless";
import pg from "pg";
import { WebSocketServer } from "ws";

type NeonDoors = { port: number; stop(): Promise<void> };

/** Neon's two doors before a PostgreSQL on 127.0.0.1: statements by HTTP at /sql, connections by WebSocket at /v2. */
export async function startNeonDoors(postgresPort: number): Promise<NeonDoors> {
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

  function poolFor(request: IncomingMessage): pg.Pool {
    const url = new URL(String(request.headers["neon-connection-string"]));
    url.host = `127.0.0.1:${postgresPort}`;
    const pool = pools.get(url.href) ?? newPool(url.href);
    pools.set(url.href, pool);
    return pool;
  }

  return {
    port: address.port,
    async stop() {
      for (const socket of sockets.clients) socket.terminate();
      server.closeAllConnections();
      server.close();
      await once(server, "close");
      for (const pool of pools.values()) await pool.end();
    },
  };
}

/**
 * The same; and from now on Neon's driver in this process, unchanged, uses them whatever host it is told. Once they are
 * stopped it uses again what it used before. For a server of its own: e2e/support/through-neon-doors.mjs.
 */
export async function openNeonDoors(postgresPort: number): Promise<NeonDoors> {
  const doors = await startNeonDoors(postgresPort);
  const { fetchEndpoint, wsProxy } = neonConfig;
  neonConfig.fetchEndpoint = `http://127.0.0.1:${doors.port}/sql`;
  neonConfig.wsProxy = `127.0.0.1:${doors.port}/v2`;
  neonConfig.useSecureWebSocket = false;
  // The first messages go at once only where passwords are sent in plain text, as Neon wants them.
  neonConfig.pipelineConnect = false;
  return {
    ...doors,
    async stop() {
      Object.assign(neonConfig, { fetchEndpoint, wsProxy });
      await doors.stop();
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

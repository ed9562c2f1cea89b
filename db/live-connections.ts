import { ConnectionFailed, innermost, sqlStateOf } from "./failure";

/** An idle connection is trusted for so long, and then has so long to answer (milliseconds). */
const trustedFor = 2_000;
const answerWithin = 1_000;

/** What asks a connection whether it is alive. */
export const probe = "SELECT 1";

export type PooledConnection = {
  query(text: string): Promise<unknown>;
  release(error?: Error | boolean): void;
  on(event: "error", listener: () => void): unknown;
  off(event: "error", listener: () => void): unknown;
};

type Pool = { connect: () => Promise<PooledConnection>; query: (...args: never[]) => unknown };

/**
 * Makes a pool hand out only connections that answer. One that was idle for a while can be dead without having been closed: a firewall dropped
 * it, or this process was frozen meanwhile. It is asked before anything is sent on it; where it does not answer, all that are as old are
 * closed, so that they cost one slow answer together. A read whose connection breaks is sent again. Throws ConnectionFailed without a connection.
 */
export function withLiveConnections<P extends Pool>(pool: P): P {
  const idleSince = new WeakMap<PooledConnection, number>();
  const original: Pool = Object.getPrototypeOf(pool);
  let distrustedUntil = 0;

  async function checkOut(connect: () => Promise<PooledConnection>): Promise<PooledConnection> {
    for (;;) {
      const connection = await connect().catch(failed);
      const since = idleSince.get(connection) ?? Date.now();
      const isTrusted = since >= distrustedUntil;
      if (isTrusted && (Date.now() - since < trustedFor || (await answers(connection))))
        return watched(connection);
      if (isTrusted) distrustedUntil = Date.now();
      connection.release(true);
    }
  }

  function watched(connection: PooledConnection): PooledConnection {
    connection.release = new Proxy(connection.release, {
      apply(release, self, [error]: [unknown?]) {
        idleSince.set(connection, Date.now());
        if (isSilence(error)) distrustedUntil = Date.now();
        return Reflect.apply(release, self, [error]);
      },
    });
    return connection;
  }

  pool.connect = new Proxy(pool.connect, {
    apply(connect, self, [callback]) {
      const connection = checkOut(() => Reflect.apply(connect, self, []));
      if (!callback) return connection;
      connection.then(
        (client) => callback(undefined, client, client.release),
        (error) => callback(error, undefined, ignore),
      );
    },
  });
  pool.query = new Proxy(pool.query, {
    async apply(_query, self, args) {
      const ask = () => Reflect.apply(original.query, self, args);
      try {
        return await ask();
      } catch (error) {
        if (!isRead(args[0]) || !isBroken(error)) throw error;
        return ask();
      }
    },
  });
  return pool;
}

function answers(connection: PooledConnection): Promise<boolean> {
  // Its errors fail the probe, too; without a listener they would end the process.
  connection.on("error", ignore);
  return new Promise<boolean>((resolve) => {
    const timer = setTimeout(() => resolve(false), answerWithin);
    const settle = (answered: boolean) => {
      clearTimeout(timer);
      if (answered) connection.off("error", ignore);
      resolve(answered);
    };
    connection.query(probe).then(
      () => settle(true),
      () => settle(false),
    );
  });
}

function failed(error: unknown): never {
  throw new ConnectionFailed(error);
}

function isRead(query: { text: string } | string): boolean {
  return /^\s*select\b/i.test(typeof query === "string" ? query : query.text);
}

/** No answer in time, so that nobody knows whether anybody is there. */
function isSilence(error: unknown): boolean {
  return error instanceof Error && innermost(error).message === "Query read timeout";
}

/** The connection ended under the query, or does not answer. */
function isBroken(error: unknown): boolean {
  if (!(error instanceof Error) || error instanceof ConnectionFailed) return false;
  const cause = innermost(error);
  const code = "code" in cause ? cause.code : null;
  return (
    isSilence(error) ||
    /^57P0[12]$/.test(sqlStateOf(error) ?? "") ||
    code === "ECONNRESET" ||
    code === "EPIPE" ||
    code === "UND_ERR_SOCKET" ||
    cause.message.startsWith("Connection terminated")
  );
}

function ignore(): void {}

import { connect } from "node:net";

/** What Redis answers (RESP2); an error is a value. */
export type Reply = string | number | null | Error | Reply[];

/** Sends `commands` over a connection of their own and gives one reply for each. Rejects where Redis does not answer them all. */
export function askRedis(port: number, commands: string[][]): Promise<Reply[]> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, "127.0.0.1");
    let received = Buffer.alloc(0);
    socket.on("data", (chunk) => {
      received = Buffer.concat([received, chunk]);
      const replies = repliesIn(received, commands.length);
      if (!replies) return;
      resolve(replies);
      socket.end();
    });
    socket.on("error", reject);
    socket.on("close", () => reject(new Error("Redis closed the connection")));
    socket.write(commands.map(encoded).join(""));
  });
}

function encoded(command: string[]): string {
  const parts = command.map((part) => `$${Buffer.byteLength(part)}\r\n${part}\r\n`);
  return `*${parts.length}\r\n${parts.join("")}`;
}

/** The first `count` replies, or null while there are fewer. */
function repliesIn(bytes: Buffer, count: number): Reply[] | null {
  const reader = { bytes, at: 0 };
  try {
    return Array.from({ length: count }, () => next(reader));
  } catch (error) {
    if (error === incomplete) return null;
    throw error;
  }
}

const incomplete = Symbol("incomplete");

function next(reader: { bytes: Buffer; at: number }): Reply {
  const end = reader.bytes.indexOf("\r\n", reader.at);
  if (end < 0) throw incomplete;
  const line = reader.bytes.toString("utf8", reader.at, end);
  reader.at = end + 2;
  const rest = line.slice(1);
  if (line.startsWith("-")) return new Error(rest);
  if (line.startsWith(":")) return Number(rest);
  if (line.startsWith("+")) return rest;
  const length = Number(rest);
  if (length < 0) return null;
  if (line.startsWith("*")) return Array.from({ length }, () => next(reader));
  if (reader.bytes.length < reader.at + length + 2) throw incomplete;
  const text = reader.bytes.toString("utf8", reader.at, reader.at + length);
  reader.at += length + 2;
  return text;
}

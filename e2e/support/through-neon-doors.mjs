import { WebSocket as Socket } from "ws";

// Loaded before a server (`node --import`): Neon's driver in it, unchanged and unaware, finds at its host's address the doors
// that lib/testing/neon.ts has opened on this port.
const doors = `127.0.0.1:${process.env.NEON_DOORS}`;

const { fetch } = globalThis;
globalThis.fetch = (address, ...more) => {
  const isStatement = typeof address === "string" && new URL(address).pathname === "/sql";
  return fetch(isStatement ? `http://${doors}/sql` : address, ...more);
};

globalThis.WebSocket = class extends Socket {
  constructor() {
    super(`ws://${doors}/v2`);
  }
};

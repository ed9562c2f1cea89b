import { rmSync } from "node:fs";
import { startApp } from "../../e2e/support/app";
import { nextIn } from "../../e2e/support/build";
import { loadRoute } from "../../e2e/support/loaded";
import { spreadOf } from "../load";
import type { Row } from "./row";

const loads = 7;

export const coldStart: Row = {
  name: "cold-start",
  isHeavy: true,
  async measure({ app }) {
    const times: [number, number][] = [];
    for (let number = 0; number < loads; number++) {
      const bare = loadRoute("read", "bench/ceiling/.next").took;
      times.push([loadRoute("api/auth/get-session").took, bare]);
    }
    // What an earlier `npm run dev` has compiled.
    rmSync(".next/dev", { recursive: true, force: true });
    const began = performance.now();
    const environment = { NODE_ENV: "development", DATABASE_URL: app.databaseUrl };
    const dev = await startApp(environment, { command: [nextIn("."), "dev"], answersAt: "/" });
    const usable = performance.now();
    await dev.stop();
    return [
      {
        what: "get-session's modules loaded",
        value: spreadOf(times.map(([app]) => app)),
        unit: "ms",
        target: null,
      },
      { what: "of a bare route's", value: spreadOf(times.map(([app, bare]) => app / bare)), target: null },
      {
        what: "npm run dev to the start page",
        value: (usable - began) / 1000,
        unit: "s",
        target: { atMost: 8 },
      },
    ];
  },
};

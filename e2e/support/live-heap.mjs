import { setImmediate as turn } from "node:timers/promises";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";

// Loaded before a server (`node --import`): at a SIGUSR2 it collects its garbage, all of it, and writes what is left (bytes).
setFlagsFromString("--expose-gc");
const collect = runInNewContext("gc");

process.on("SIGUSR2", async () => {
  // What is let go of when something else is collected goes with a later one.
  for (let times = 0; times < 5; times++) {
    collect();
    await turn();
  }
  const { heapUsed, external } = process.memoryUsage();
  process.stdout.write(`live heap ${heapUsed + external}\n`);
});

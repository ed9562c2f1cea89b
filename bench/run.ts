import { cpus, loadavg } from "node:os";
import { parseArgs } from "node:util";
import type { Line } from "./figures";
import { cleanup } from "./rows/cleanup";
import { clientBytes } from "./rows/client-bytes";
import { coldStart } from "./rows/cold-start";
import { createGuest } from "./rows/create-guest";
import { getSession } from "./rows/get-session";
import { growth } from "./rows/growth";
import { merge } from "./rows/merge";
import { page } from "./rows/page";
import { upgrade } from "./rows/upgrade";
import { withSite } from "./site";
import { tableOf } from "./table";

const rows = [createGuest, getSession, upgrade, page, clientBytes, merge, coldStart, cleanup, growth];

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { quick: { type: "boolean", default: false } },
});
const unknown = positionals.filter((name) => !rows.some((row) => row.name === name));
if (unknown.length > 0) {
  console.error(`No such row: ${unknown.join(", ")}. There are ${rows.map(({ name }) => name).join(", ")}.`);
  process.exit(1);
}
const chosen = rows.filter(({ name, isHeavy }) =>
  positionals.length > 0 ? positionals.includes(name) : !(values.quick && isHeavy),
);
const effort = values.quick ? { seconds: 1, rounds: 3 } : { seconds: 1, rounds: 21 };
const lines: Line[] = [];

console.log("Building, and starting both sides …");
let server = "?";
try {
  await withSite(async (site) => {
    const version = await site.app.pool.query<{ server_version: string }>("SHOW server_version");
    server = version.rows[0]?.server_version ?? "?";
    for (const { name, measure } of chosen) {
      console.log(`Measuring ${name} …`);
      for (const line of await measure(site, effort)) lines.push({ row: name, ...line });
    }
  });
} finally {
  const [cpu] = cpus();
  const machine = `${cpus().length} × ${cpu?.model ?? "?"}, load ${loadavg()[0]?.toFixed(1)}`;
  const versions = `Node ${process.version}, PostgreSQL ${server}, ${effort.rounds} rounds`;
  console.log(`\n${machine}, ${versions}\n`);
  console.log(tableOf(lines));
}

import { cpus, loadavg } from "node:os";
import { parseArgs } from "node:util";
import { cleanup } from "./rows/cleanup";
import { clientBytes } from "./rows/client-bytes";
import { coldStart } from "./rows/cold-start";
import { createGuest } from "./rows/create-guest";
import { getSession } from "./rows/get-session";
import { growth } from "./rows/growth";
import { merge } from "./rows/merge";
import { page } from "./rows/page";
import type { Line } from "./rows/row";
import { upgrade } from "./rows/upgrade";
import { worstBody } from "./rows/worst-body";
import { withSite } from "./site";

const rows = [
  createGuest,
  getSession,
  upgrade,
  worstBody,
  page,
  clientBytes,
  merge,
  coldStart,
  cleanup,
  growth,
];

const columns = ["row", "what", "measured", "quartiles", "target", "met"] as const;

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

/** Returns the lines as a table in Markdown. */
function tableOf(lines: readonly Line[]): string {
  const cells = [[...columns], ...lines.map(cellsOf)];
  const widths = columns.map((_, column) => Math.max(...cells.map((row) => row[column]?.length ?? 0)));
  const text = cells.map(
    (row) => `| ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(" | ")} |`,
  );
  const rule = `| ${widths.map((width) => "-".repeat(width)).join(" | ")} |`;
  return [text[0], rule, ...text.slice(1)].join("\n");
}

function cellsOf(line: Line): string[] {
  const { row, what, value, unit = "", target } = line;
  const number = (value: number) => `${Number(value.toPrecision(value < 10 ? 3 : 4))}${unit && ` ${unit}`}`;
  const met = isMet(line);
  return [
    row,
    what,
    number(typeof value === "number" ? value : value.median),
    typeof value === "number" ? "" : `${number(value.low)} to ${number(value.high)}`,
    target === null ? "" : "atMost" in target ? `≤ ${number(target.atMost)}` : `≥ ${number(target.atLeast)}`,
    met === null ? "" : met ? "yes" : "no",
  ];
}

function isMet({ value, target }: Line): boolean | null {
  if (target === null) return null;
  const median = typeof value === "number" ? value : value.median;
  return "atMost" in target ? median <= target.atMost : median >= target.atLeast;
}

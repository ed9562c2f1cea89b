import { isMet, type Line } from "./figures";

const columns = ["row", "what", "measured", "quartiles", "target", "met"] as const;

/** All lines below each other, as text that is a table in Markdown, too. */
export function tableOf(lines: readonly Line[]): string {
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

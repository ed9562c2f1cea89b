/**
 * One line of a CSV file (RFC 4180), every cell in quotes. A cell that a spreadsheet would take for a formula begins with
 * an apostrophe (OWASP, CSV Injection).
 */
export function csvLine(cells: readonly string[]): string {
  return `${cells.map(cell).join(",")}\r\n`;
}

function cell(text: string): string {
  const harmless = /^[=+\-@\t\r\n＝＋－＠]/.test(text) ? `'${text}` : text;
  return `"${harmless.replaceAll('"', '""')}"`;
}

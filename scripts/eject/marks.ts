/**
 * Returns a file without the lines that a feature marks as its own:
 * - a line that ends with `// eject: NAME` or `# eject: NAME`;
 * - the line after one that is only `eject: NAME`, in a comment of JSX;
 * - lines from `eject-start: NAME` to `eject-end: NAME`, in a comment of any kind;
 * - in documents, what stands from `<!-- NAME -->` to `<!-- /NAME -->`.
 */
export function withoutMarked(text: string, name: string): string {
  const comment = (mark: string) =>
    `[ \\t]*(?:// ${mark}|# ${mark}|\\{/\\* ${mark} \\*/\\}|<!-- ${mark} -->)\\n`;
  return text
    .replace(
      new RegExp(`^${comment(`eject-start: ${name}`)}(?:.*\\n)*?${comment(`eject-end: ${name}`)}`, "gm"),
      "",
    )
    .replace(new RegExp(`^[ \\t]*\\{/\\* eject: ${name} \\*/\\}\\n.*\\n`, "gm"), "")
    .replace(new RegExp(`^.*(?://|#) eject: ${name}\\n`, "gm"), "")
    .replace(new RegExp(`<!-- ${name} -->\\n.*?<!-- /${name} -->\\n\\n?`, "gs"), "");
}

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { build } from "esbuild";

/** A module with all that it imports, for a browser: minified and gzipped (bytes). */
export async function bundled(entry: string): Promise<number> {
  const { outputFiles } = await build({
    entryPoints: [entry],
    bundle: true,
    minify: true,
    format: "esm",
    write: false,
  });
  return outputFiles.reduce((sum, { contents }) => sum + gzipSync(contents).length, 0);
}

/** The scripts that a browser loads with this page, gzipped (bytes); `folder` is what the page was built into. */
export function firstLoad(html: string, folder: string): number {
  const tags = html.match(/<script [^>]*src="\/_next\/[^>]*>/g) ?? [];
  // Browsers that know modules load no polyfills.
  const sources = tags
    .filter((tag) => !/nomodule/i.test(tag))
    .map((tag) => /\/_next\/([^"?]+)/.exec(tag)?.[1] ?? "");
  const sizes = [...new Set(sources)].map((path) => gzipSync(readFileSync(join(folder, path))).length);
  return sizes.reduce((sum, size) => sum + size, 0);
}

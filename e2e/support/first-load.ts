import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";

/** The scripts that a browser loads with this page, gzipped (bytes); `build` is the folder that the page was built into. */
export function firstLoad(html: string, build: string): number {
  const tags = html.match(/<script [^>]*src="\/_next\/[^>]*>/g) ?? [];
  // Browsers that know modules load no polyfills.
  const sources = tags
    .filter((tag) => !/nomodule/i.test(tag))
    .map((tag) => /\/_next\/([^"?]+)/.exec(tag)?.[1] ?? "");
  const sizes = [...new Set(sources)].map((path) => gzipSync(readFileSync(join(build, path))).length);
  return sizes.reduce((sum, size) => sum + size, 0);
}

import { readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { gzipSync } from "node:zlib";
import { build } from "esbuild";

/** A module with all that it needs to be loaded, for a browser: minified and gzipped (bytes). What it may load later is no part of it. */
export async function bundled(entry: string): Promise<number> {
  const { outputFiles, metafile } = await build({
    entryPoints: [entry],
    bundle: true,
    splitting: true,
    minify: true,
    format: "esm",
    outdir: ".",
    metafile: true,
    write: false,
  });
  const needed = new Set(
    Object.keys(metafile.outputs).filter((name) => metafile.outputs[name]?.entryPoint === entry),
  );
  for (const name of needed)
    for (const { path, kind } of metafile.outputs[name]?.imports ?? [])
      if (kind === "import-statement") needed.add(path);
  const sizes = outputFiles
    .filter((file) => needed.has(relative(".", file.path)))
    .map((file) => gzipSync(file.contents).length);
  return sizes.reduce((sum, size) => sum + size, 0);
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

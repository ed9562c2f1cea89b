import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { resolve } from "node:path";

/** What a fresh process reads to have this route of a build: every file, and how long that took (milliseconds). */
export function loadRoute(route: string, build = ".next"): { files: string[]; took: number } {
  const script = `
    require("next/dist/server/node-environment");
    const began = performance.now();
    require(${JSON.stringify(resolve(build, `server/app/${route}/route.js`))});
    const took = performance.now() - began;
    console.log(JSON.stringify({ files: Object.keys(require.cache), took }));`;
  const run = spawnSync(process.execPath, ["-e", script], { encoding: "utf8" });
  if (run.status !== 0) throw new Error(`${route} did not load: ${run.stderr}`);
  return JSON.parse(run.stdout);
}

/** The modules in these files: those that the build put into them, and the files themselves. */
export function modulesIn(files: readonly string[]): string[] {
  return files.flatMap((file) => [file, ...sourcesOf(`${file}.map`)]);
}

function sourcesOf(map: string): string[] {
  if (!existsSync(map)) return [];
  const { sections = [], sources = [] } = JSON.parse(readFileSync(map, "utf8"));
  return [...sources, ...sections.flatMap((section: { map: { sources: string[] } }) => section.map.sources)];
}

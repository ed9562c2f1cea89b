import { spawnSync } from "node:child_process";
import { copyProject } from "@/lib/testing/project-copy";
import { features } from "./eject/features";

// `npm run test:eject`: what is left without each feature, and without all of them, passes its checks and all of its tests, in a copy. It takes
// as many full test runs as there are features, so it is for releases. Names after `--` choose some: npm run test:eject -- passkeys all
const named = process.argv.slice(2);
const chosen = named.length > 0 ? named : [...Object.keys(features), "all"];
const failed: string[] = [];

// First what every run does, and what was added to the rest by the documents, in a browser.
const { status } = spawnSync("npx", ["vitest", "run", "--project=builds", "scripts/eject.test.ts"], {
  stdio: ["ignore", "inherit", "inherit"],
  env: { ...process.env, IS_RELEASE: "true" },
});
if (status !== 0) failed.push("eject.test.ts");

process.env.IS_EJECTED_COPY = "true";
for (const name of chosen) {
  const copy = await copyProject(`without-${name}`);
  try {
    await copy.must("npm", "run", "eject", "--", name);
    await copy.commit(`Eject ${name}`);
    await copy.must("npm", "run", "check");
    const said = await copy.must("npm", "test");
    console.log(`without ${name}: ${said.trimEnd().split("\n").at(-1)}`);
  } catch (error) {
    failed.push(name);
    console.error(`without ${name}: ${error instanceof Error ? error.message : error}`);
  }
  copy.remove();
}
process.exitCode = failed.length === 0 ? 0 : 1;

import { spawnSync } from "node:child_process";
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";

/** Within the project, so that its modules and packages are found. */
const folder = path.resolve("test-results/samples");

// Their samples are whole files, for where they belong; tests of their own put them there.
const withTests = ["build-on-it.md", "guest-core.md"];
const documents = [".", "docs", "docs/decisions"].flatMap((place) =>
  readdirSync(place)
    .filter((name) => name.endsWith(".md") && !withTests.includes(name))
    .map((name) => path.join(place, name)),
);

test("every sample in a document is code that compiles here", { timeout: 120_000 }, () => {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  for (const document of documents) {
    const samples = readFileSync(document, "utf8").matchAll(/^```(tsx?)\n(.*?)^```$/gms);
    // A module of its own, whatever it exports.
    for (const { 1: language, 2: text, index } of samples)
      writeFileSync(
        path.join(folder, `${path.basename(document)}-${index}.${language}`),
        `${text}\nexport {};\n`,
      );
  }
  expect(readdirSync(folder)).not.toEqual([]);
  const config = {
    extends: "../../tsconfig.json",
    compilerOptions: { types: ["node"] },
    include: ["*.ts", "*.tsx"],
    exclude: [],
  };
  writeFileSync(path.join(folder, "tsconfig.json"), JSON.stringify(config));
  const compiler = path.resolve("node_modules/typescript/bin/tsc");
  const { status, stdout } = spawnSync(process.execPath, [compiler, "--project", folder], {
    encoding: "utf8",
  });
  expect(stdout).toBe("");
  expect(status).toBe(0);
  rmSync(folder, { recursive: true });
});

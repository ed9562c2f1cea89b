import { spawnSync } from "node:child_process";
import { parts } from "../db/migrate";

// Writes a migration for each part of the database whose schema has changed. What follows `--` goes to drizzle-kit: `--name`, `--custom`.
const [only, ...more] = process.argv.slice(2);
const named = parts.filter(({ name }) => name === only);
const given = named.length > 0 ? more : process.argv.slice(2);
for (const { name, folder } of named.length > 0 ? named : parts) {
  console.log(`${name}:`);
  const options = [
    "--dialect",
    "postgresql",
    "--schema",
    `${folder}/schema.ts`,
    "--out",
    `${folder}/migrations`,
  ];
  const { status } = spawnSync(
    process.execPath,
    ["node_modules/drizzle-kit/bin.cjs", "generate", ...options, ...given],
    { stdio: "inherit" },
  );
  if (status !== 0) process.exit(status ?? 1);
}

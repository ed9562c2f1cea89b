import { gzipSync } from "node:zlib";
import { build } from "esbuild";
import { expect, test } from "vitest";

test("the browser's client with all that it needs is 2.0 kB at most", async () => {
  const { outputFiles } = await build({
    entryPoints: ["lib/auth-client.ts"],
    bundle: true,
    minify: true,
    format: "esm",
    write: false,
  });
  const [file] = outputFiles;
  expect(file?.text).toContain("/api/auth/get-session");
  expect(gzipSync(file?.contents ?? "").length).toBeLessThanOrEqual(2_000);
});

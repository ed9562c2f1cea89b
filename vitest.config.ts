import { availableParallelism } from "node:os";
import { resolve } from "node:path";
import { defineConfig } from "vitest/config";

const shared = {
  setupFiles: ["e2e/support/quiet-console.ts"],
  restoreMocks: true,
  // The first test of a process waits for the embedded database, which takes long on a busy machine.
  hookTimeout: 60_000,
  // It imports `next/server` without an extension, which Node alone does not resolve.
  server: { deps: { inline: ["next-auth"] } },
  // One module cache for all files of a worker, so that they share one embedded database: see db/testing.ts.
  isolate: false,
};

export default defineConfig({
  resolve: {
    alias: {
      "@": resolve("."),
      "@banata-auth/sdk": resolve("lib/admin-sdk/index.ts"),
      "server-only": resolve("e2e/support/server-only.ts"),
    },
  },
  test: {
    // Two on two cores, where Vitest would take one: some tests do nothing for minutes but wait for other processes.
    maxWorkers: Math.max(2, availableParallelism() - 1),
    projects: [
      {
        extends: true,
        test: {
          ...shared,
          name: "unit",
          include: ["*.test.ts", "{app,components,db,lib}/**/*.test.{ts,tsx}"],
          exclude: ["**/*.races.test.ts"],
          testTimeout: 60_000,
        },
      },
      // The core once more, and what shows only where things happen at once, on a real PostgreSQL through both drivers.
      // What a race decides, PostgreSQL decides: through Neon's doors a few are enough.
      ...["pg", "neon"].map((driver) => ({
        extends: true as const,
        test: {
          ...shared,
          name: driver,
          env: { TEST_DRIVER: driver },
          include: ["lib/auth/*.test.ts", "{app,db,lib}/**/*.races.test.ts"],
          exclude: [
            // It reads the embedded database's own plans.
            "lib/auth/indexes.test.ts",
            ...(driver === "neon"
              ? ["lib/auth/!(upgrade|histories).races.test.ts", "{app,lib/server}/**"]
              : []),
          ],
          globalSetup: "e2e/support/postgres-for-vitest.ts",
          testTimeout: 120_000,
        },
      })),
    ],
  },
});

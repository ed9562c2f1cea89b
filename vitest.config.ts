import { availableParallelism } from "node:os";
import { resolve } from "node:path";
import { defineConfig } from "vitest/config";

const shared = {
  // Both, as what a setup file imports is in the cache from the second test file on.
  setupFiles: ["lib/testing/setup.ts", "lib/testing/quiet-console.ts"],
  restoreMocks: true,
  // The first test of a process waits for the embedded database, which takes long on a busy machine.
  hookTimeout: 60_000,
  // It imports `next/server` without an extension, which Node alone does not resolve.
  server: { deps: { inline: ["next-auth"] } },
  // One module cache for all files of a worker, so that they share one embedded database: see lib/testing/test-database.ts.
  isolate: false,
};

/** They replace modules, which no other file may see. */
const withMocks = [
  "app/api/auth/idempotency.test.ts",
  "app/api/auth/known-browser.test.ts",
  "lib/server/authjs/auth-js.test.ts",
  "lib/server/http/forms.test.ts",
  "lib/server/require-user.test.ts",
];

/** They copy, compile or build the project, for which `npm run test:quick` has no time. */
const slow = ["scripts/**/*.test.ts", "docs/{samples,upgrading,guest-core}.test.ts"];

export default defineConfig({
  resolve: {
    alias: {
      "@": resolve("."),
      "@banata-auth/sdk": resolve("lib/admin-sdk/index.ts"),
      "server-only": resolve("lib/testing/server-only.ts"),
    },
  },
  test: {
    // Three on two cores, where Vitest would take one: some tests do nothing for minutes but wait for other processes.
    maxWorkers: Math.max(3, availableParallelism() - 1),
    projects: [
      // Projects begin in the order of their names: what takes longest begins first, and nothing else waits for it in the end.
      { extends: true, test: { ...shared, name: "builds", include: slow, testTimeout: 60_000 } },
      {
        extends: true,
        test: {
          ...shared,
          name: "unit",
          include: ["*.test.ts", "{app,components,db,docs,lib,scripts}/**/*.test.{ts,tsx}"],
          exclude: ["**/*.races.test.ts", ...withMocks, ...slow],
          testTimeout: 60_000,
        },
      },
      {
        extends: true,
        test: { ...shared, name: "mocks", include: withMocks, isolate: true, testTimeout: 60_000 },
      },
      // The core once more, and what shows only where things happen at once, on a real PostgreSQL through both drivers.
      // What a race decides, PostgreSQL decides: through Neon's doors a few are enough.
      ...["pg", "neon"].map((driver) => ({
        extends: true as const,
        test: {
          ...shared,
          name: driver,
          env: { TEST_DRIVER: driver },
          include: [
            "lib/{auth,features}/**/*.test.ts",
            "db/{failure,first-edition}.test.ts",
            "{app,db,lib}/**/*.races.test.ts",
          ],
          exclude: [
            // It reads the embedded database's own plans.
            "lib/auth/core/indexes.test.ts",
            ...(driver === "neon"
              ? [
                  "lib/{auth,features}/**/!(upgrade|histories).races.test.ts",
                  "{app,lib/server}/**",
                  "db/first-edition.test.ts",
                ]
              : []),
          ],
          globalSetup: "lib/testing/postgres-for-vitest.ts",
          testTimeout: 120_000,
        },
      })),
    ],
  },
});

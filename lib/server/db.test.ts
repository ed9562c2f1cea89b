import { expect, test, vi } from "vitest";
import { connection } from "./db";

test("a build opens no database", async () => {
  vi.stubEnv("NEXT_PHASE", "phase-production-build");
  await expect(connection()).rejects.toThrow("A build opens no database");
  vi.unstubAllEnvs();
});

import { expect, test } from "vitest";
import { bundled } from "@/lib/testing/client-bytes";

test("the browser's client with all that it needs is 2.0 kB at most", async () => {
  const bytes = await bundled("lib/auth-client.ts");
  expect(bytes).toBeGreaterThan(500);
  expect(bytes).toBeLessThanOrEqual(2_000);
});

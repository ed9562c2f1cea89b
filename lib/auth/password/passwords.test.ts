import { lookup } from "node:dns/promises";
import { stat } from "node:fs/promises";
import pLimit from "p-limit";
import { expect, test, vi } from "vitest";
import { processWide } from "@/lib/process-wide";
import { hashesAtATime, hashPassword, verifyPassword } from "./passwords";

test("one password typed on two keyboards is one password, and no password is never right", async () => {
  const hash = await hashPassword("caf\u00e9 au lait");
  expect(await verifyPassword(hash, "cafe\u0301 au lait")).toBe(true);
  expect(await verifyPassword(hash, "cafe au lait")).toBe(false);
  expect(await verifyPassword(null, "no account has this password")).toBe(false);
});

test("hashing leaves a core and two threads to everything else, and always goes on", () => {
  expect(hashesAtATime(16, 4)).toBe(2);
  expect(hashesAtATime(16, 16)).toBe(14);
  expect(hashesAtATime(2, 4)).toBe(1);
  expect(hashesAtATime(1, 1)).toBe(1);
});

test("fifty hashes keep neither a file nor a name waiting, whichever copies of the module they come from", async () => {
  vi.resetModules();
  const copy = await import("./passwords");
  let hashed = 0;
  const hashes = Array.from({ length: 50 }, async (_, index) => {
    await (index % 2 === 0 ? hashPassword : copy.hashPassword)(`password ${index}`);
    hashed++;
  });
  await vi.waitFor(() => {
    const { activeCount, pendingCount } = processWide("hashes", () => pLimit(1));
    expect(hashed + activeCount + pendingCount).toBe(50);
  });
  for (let looks = 0; looks < 5; looks++) {
    await stat("package.json");
    await lookup("localhost");
  }
  // With all of libuv's threads taken, each look would wait behind the hashes that came before it.
  expect(hashed).toBeLessThan(25);
  await Promise.all(hashes);
});

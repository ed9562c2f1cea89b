import { expect, test } from "vitest";
import { processValues, processWide } from "@/lib/process-wide";

test("what failed to open is opened anew at the next call, and what did not is kept", async () => {
  let opened = 0;
  const open = () =>
    processWide("a connection of a test", async () => {
      opened++;
      if (opened === 1) throw new Error("the network is down");
      return opened;
    });
  const [first, second] = [open(), open()];
  await expect(first).rejects.toThrow("the network is down");
  await expect(second).rejects.toThrow("the network is down");
  expect(await open()).toBe(2);
  expect(await open()).toBe(2);
  processValues.delete("a connection of a test");
});

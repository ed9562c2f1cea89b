import { sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { composeHooks } from "@/lib/auth/core/hooks";
import { contextWith, countRows, newGuest, unwrap } from "@/lib/auth/core/testing";
import { upgradeWithHash } from "@/lib/auth/upgrade/upgrade";
import { traces } from "@/lib/testing/notes";
import { countStatements, testDatabase } from "@/lib/testing/test-database";
import { hooks } from "./hooks";

test("the features' hooks leave the upgrade one statement", async () => {
  const db = await testDatabase();
  const guest = await newGuest(db);
  const account = { email: "jane@example.com", name: null };
  const sent = await countStatements(async () => {
    unwrap(await upgradeWithHash(contextWith(db, guest.token, { hooks }), account, "a hash"));
  });
  expect(sent).toHaveLength(1);
});

test("hooks of one name run one after the other, and one that fails undoes what all of them wrote", async () => {
  const db = await testDatabase();
  const guest = await newGuest(db);
  const names: string[] = [];
  const part = (name: string, end: () => void = () => {}) => ({
    upgraded: async (tx: typeof db) => {
      await tx.insert(traces).values({ id: name, text: "made by a hook" });
      names.push(name);
      end();
    },
  });
  const failing = part("third", () => {
    throw new Error("not today");
  });
  const ctx = contextWith(db, guest.token, {
    hooks: composeHooks([part("first"), {}, part("second"), failing]),
  });
  const account = { email: "jane@example.com", name: null };
  await expect(upgradeWithHash(ctx, account, "a hash")).rejects.toThrow("upgraded: not today");
  expect(names).toEqual(["first", "second", "third"]);
  expect(await countRows(db, "test_traces")).toBe(0);
  expect(await countRows(db, "users", sql`is_anonymous`)).toBe(1);
});

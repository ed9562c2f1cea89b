import { expect, test } from "vitest";
import { createGuest } from "@/lib/auth/guest/create-guest";
import { getSession } from "@/lib/auth/session/session";
import { upgradeByPassword } from "@/lib/auth/upgrade/upgrade";
import { countStatements, testDatabase } from "@/lib/testing/test-database";
import { contextWith, newGuest } from "./testing";

test("creating a guest, reading a session and upgrading are one statement each", async () => {
  const db = await testDatabase();
  const { token } = await newGuest(db);
  const account = { email: "jane@example.com", password: "correct horse battery", name: null };

  expect(await countStatements(() => createGuest(contextWith(db)))).toHaveLength(1);
  expect(await countStatements(() => getSession(contextWith(db, token)))).toHaveLength(1);
  expect(await countStatements(() => upgradeByPassword(contextWith(db, token), account))).toHaveLength(1);
});

test("the counter sees transactions too", async () => {
  const db = await testDatabase();
  expect(await countStatements(() => db.execute("SELECT 2"))).toEqual(["SELECT 2"]);
  expect(await countStatements(() => db.transaction((tx) => tx.execute("SELECT 2")))).not.toEqual([
    "SELECT 2",
  ]);
});

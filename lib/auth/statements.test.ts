import { expect, test } from "vitest";
import { countStatements, testDatabase } from "@/db/testing";
import { createGuest } from "./guests";
import { getSession } from "./session-reading";
import { contextWith, newGuest } from "./testing";
import { upgrade } from "./upgrade";

test("creating a guest, reading a session and upgrading are one statement each", async () => {
  const db = await testDatabase();
  const { token } = await newGuest(db);
  const account = { email: "jane@example.com", password: "correct horse battery", name: null };

  expect(await countStatements(() => createGuest(contextWith(db)))).toHaveLength(1);
  expect(await countStatements(() => getSession(contextWith(db, token)))).toHaveLength(1);
  expect(await countStatements(() => upgrade(contextWith(db, token), account))).toHaveLength(1);
});

test("the counter sees transactions too", async () => {
  const db = await testDatabase();
  expect(await countStatements(() => db.execute("SELECT 1"))).toEqual(["SELECT 1"]);
  expect(await countStatements(() => db.transaction((tx) => tx.execute("SELECT 1")))).not.toEqual([
    "SELECT 1",
  ]);
});

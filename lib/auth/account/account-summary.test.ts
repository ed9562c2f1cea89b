import { expect, test } from "vitest";
import { contextWith, newGuest, newUser, unwrap } from "@/lib/auth/core/testing";
import { addNote } from "@/lib/testing/notes";
import { testDatabase } from "@/lib/testing/test-database";
import { summarizeAccount } from "./account";

test("says what a user owns, without the kinds of which there are none, and whether a password guards it", async () => {
  const db = await testDatabase();
  const guest = await newGuest(db);
  const user = await newUser(db, "ann@example.com");
  await addNote(db, guest.user.id);
  expect(unwrap(await summarizeAccount(contextWith(db, guest.token)))).toEqual({
    counts: { notes: 1 },
    hasPassword: false,
  });
  expect(unwrap(await summarizeAccount(contextWith(db, user.token)))).toEqual({
    counts: {},
    hasPassword: true,
  });
  expect(await summarizeAccount(contextWith(db))).toMatchObject({ code: "NO_SESSION" });
});

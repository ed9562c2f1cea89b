import { sql } from "drizzle-orm";
import { expect, onTestFinished, test } from "vitest";
import { ownership } from "@/db/ownership";
import { adminContextWith, countRows, eventsOf, newGuest, newUser, unwrap } from "@/lib/auth/core/testing";
import { addNote, notes } from "@/lib/testing/notes";
import { testDatabase } from "@/lib/testing/test-database";
import { reassignData } from "./managed-users";

test("what a user owns goes to another; both stay, and no secret changes hands", async () => {
  const db = await testDatabase();
  const [{ user: from }, { user: to }] = [await newGuest(db), await newUser(db, "jane@example.com")];
  await addNote(db, from.id);
  const receipt = unwrap(await reassignData(adminContextWith(db), { id: from.id, toUserId: to.id }));
  expect(receipt).toEqual({ fromUserId: from.id, toUserId: to.id, counts: { notes: 1 } });
  expect(await countRows(db, "test_notes", sql`user_id = ${to.id}`)).toBe(1);
  expect(await countRows(db, "sessions", sql`user_id = ${from.id}`)).toBe(1);
  expect(await eventsOf(db, to.id)).toEqual(["user.created", "user.data_reassigned"]);
  const owned = ownership.find(({ column }) => column === notes.userId);
  if (!owned) throw new Error("no notes in the list");
  owned.notForGuests = sql`${notes.text} = 'For accounts'`;
  onTestFinished(() => {
    delete owned.notForGuests;
  });
  await addNote(db, to.id, "For accounts");
  expect(await reassignData(adminContextWith(db), { id: to.id, toUserId: from.id })).toMatchObject({
    code: "FULL_ACCOUNT_REQUIRED",
  });
  for (const toUserId of ["usr_none", from.id])
    expect(await reassignData(adminContextWith(db), { id: from.id, toUserId })).toMatchObject({ ok: false });
});

test("where nobody can own anything yet, nothing goes to another", async () => {
  const db = await testDatabase();
  const [{ user: from }, { user: to }] = [await newGuest(db), await newGuest(db)];
  const kept = ownership.splice(0);
  onTestFinished(() => {
    ownership.push(...kept);
  });
  const receipt = unwrap(await reassignData(adminContextWith(db), { id: from.id, toUserId: to.id }));
  expect(receipt.counts).toEqual({});
});

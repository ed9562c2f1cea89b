import { sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { testDatabase } from "@/db/testing";
import { reassignData } from "./managed-users";
import {
  addMembership,
  countRows,
  eventsOf,
  keeperWith,
  newGuest,
  newMember,
  newOrganization,
  unwrap,
} from "./testing";

test("what a user owns goes to another; both stay, and no secret changes hands", async () => {
  const db = await testDatabase();
  const [{ user: from }, { user: to }] = [await newGuest(db), await newMember(db, "jane@example.com")];
  await addMembership(db, from.id);
  const receipt = unwrap(await reassignData(keeperWith(db), { id: from.id, toUserId: to.id }));
  expect(receipt).toEqual({ fromUserId: from.id, toUserId: to.id, counts: { memberships: 1 } });
  expect(await countRows(db, "memberships", sql`user_id = ${to.id}`)).toBe(1);
  expect(await countRows(db, "sessions", sql`user_id = ${from.id}`)).toBe(1);
  expect(await eventsOf(db, to.id)).toEqual(["user.created", "user.data_reassigned"]);
  const { owner } = await newOrganization(db);
  expect(await reassignData(keeperWith(db), { id: owner.user.id, toUserId: from.id })).toMatchObject({
    code: "FULL_ACCOUNT_REQUIRED",
  });
  for (const toUserId of ["usr_none", from.id])
    expect(await reassignData(keeperWith(db), { id: from.id, toUserId })).toMatchObject({ ok: false });
});

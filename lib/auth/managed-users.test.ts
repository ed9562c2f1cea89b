import { sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { testDatabase } from "@/db/testing";
import { reassignData } from "./managed-users";
import { countRows, eventsOf, keeperWith, newGuest, newMember, rows, unwrap } from "./testing";

test("what a user owns goes to another; both stay, and no secret changes hands", async () => {
  const db = await testDatabase();
  const [{ user: from }, { user: to }] = [await newGuest(db), await newMember(db, "jane@example.com")];
  await rows(
    db,
    sql`INSERT INTO cards (id, owner_id, occasion, recipient, title) VALUES ('crd_1', ${from.id}, 'thanks', 'Ann', 'Yours')`,
  );
  const receipt = unwrap(await reassignData(keeperWith(db), { id: from.id, toUserId: to.id }));
  expect(receipt).toEqual({ fromUserId: from.id, toUserId: to.id, counts: { cards: 1 } });
  expect(await countRows(db, "cards", sql`owner_id = ${to.id}`)).toBe(1);
  expect(await countRows(db, "sessions", sql`user_id = ${from.id}`)).toBe(1);
  expect(await eventsOf(db, to.id)).toEqual(["user.created", "user.data_reassigned"]);
  for (const toUserId of ["usr_none", from.id])
    expect(await reassignData(keeperWith(db), { id: from.id, toUserId })).toMatchObject({ ok: false });
});

import { sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { testDatabase } from "@/db/testing";
import { summarizeAccount } from "./account-summary";
import { contextWith, newGuest, newMember, rows, unwrap } from "./testing";

test("says what somebody owns, without the kinds of which there are none, and whether a password guards it", async () => {
  const db = await testDatabase();
  const guest = await newGuest(db);
  const member = await newMember(db, "ann@example.com");
  await rows(
    db,
    sql`INSERT INTO cards (id, owner_id, occasion, recipient, title, created_at)
      VALUES ('crd_1', ${guest.user.id}, 'birthday', 'Ada', 'Hello', now())`,
  );
  expect(unwrap(await summarizeAccount(contextWith(db, guest.token)))).toEqual({
    counts: { cards: 1 },
    hasPassword: false,
  });
  expect(unwrap(await summarizeAccount(contextWith(db, member.token)))).toEqual({
    counts: {},
    hasPassword: true,
  });
  expect(await summarizeAccount(contextWith(db))).toMatchObject({ code: "NO_SESSION" });
});

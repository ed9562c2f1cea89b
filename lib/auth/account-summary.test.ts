import { expect, test } from "vitest";
import { testDatabase } from "@/db/testing";
import { summarizeAccount } from "./account-summary";
import { addMembership, contextWith, newGuest, newMember, unwrap } from "./testing";

test("says what somebody owns, without the kinds of which there are none, and whether a password guards it", async () => {
  const db = await testDatabase();
  const guest = await newGuest(db);
  const member = await newMember(db, "ann@example.com");
  await addMembership(db, guest.user.id);
  expect(unwrap(await summarizeAccount(contextWith(db, guest.token)))).toEqual({
    counts: { memberships: 1 },
    hasPassword: false,
  });
  expect(unwrap(await summarizeAccount(contextWith(db, member.token)))).toEqual({
    counts: {},
    hasPassword: true,
  });
  expect(await summarizeAccount(contextWith(db))).toMatchObject({ code: "NO_SESSION" });
});

import { expect, test } from "vitest";
import { reassignData } from "@/lib/auth/admin/managed-users";
import { adminContextWith, newGuest, newUser, unwrap } from "@/lib/auth/core/testing";
import { testDatabase } from "@/lib/testing/test-database";
import { addMembership, newOrganization } from "./organization-testing";
import { listOrganizationsOf } from "./organizations";

test("a reassignment gives a guest memberships, but never the role of an owner or admin", async () => {
  const db = await testDatabase();
  const { owner, organizationId } = await newOrganization(db);
  const [{ user: giver }, { user: guest }] = [await newUser(db, "jane@example.com"), await newGuest(db)];
  await addMembership(db, giver.id);
  const admin = adminContextWith(db);
  expect(await reassignData(admin, { id: owner.user.id, toUserId: guest.id })).toEqual({
    ok: false,
    code: "FULL_ACCOUNT_REQUIRED",
  });
  expect(await listOrganizationsOf(admin, owner.user.id)).toMatchObject([
    { id: organizationId, role: "owner" },
  ]);
  const given = unwrap(await reassignData(admin, { id: giver.id, toUserId: guest.id }));
  expect(given.counts).toEqual({ memberships: 1 });
  expect(unwrap(await reassignData(admin, { id: owner.user.id, toUserId: giver.id })).counts).toEqual({
    memberships: 1,
  });
  expect(await listOrganizationsOf(admin, giver.id)).toMatchObject([{ name: "Friends", role: "owner" }]);
});

import { beforeEach, expect, test } from "vitest";
import type { Db } from "@/db/client";
import { contextWith, eventsOf, newGuest, unwrap } from "@/lib/auth/core/testing";
import { testDatabase } from "@/lib/testing/test-database";
import { createOwnOrganization, listOwnOrganizations } from "./memberships";
import { newOrganization } from "./organization-testing";

let db: Db;
beforeEach(async () => {
  db = await testDatabase();
});

test("a registered user creates an organization and owns it; a guest and a visitor cannot", async () => {
  const { owner, asOwner, organizationId } = await newOrganization(db);
  expect(unwrap(await listOwnOrganizations(asOwner))).toMatchObject([
    { id: organizationId, name: "Friends", role: "owner", members: 1 },
  ]);
  expect(await eventsOf(db, owner.user.id)).toEqual(["user.created", "organization.member_added"]);
  const asGuest = contextWith(db, (await newGuest(db)).token);
  const input = { name: "Mine" };
  expect(await createOwnOrganization(asGuest, input)).toEqual({ ok: false, code: "FULL_ACCOUNT_REQUIRED" });
  expect(await createOwnOrganization(contextWith(db), input)).toEqual({ ok: false, code: "NO_SESSION" });
  expect(unwrap(await listOwnOrganizations(asGuest))).toEqual([]);
});

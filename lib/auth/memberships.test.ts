import { beforeEach, expect, test } from "vitest";
import type { Db } from "@/db/client";
import { testDatabase } from "@/db/testing";
import { foundOrganization, listOwnOrganizations } from "./memberships";
import { contextWith, eventsOf, newGuest, newOrganization, unwrap } from "./testing";

let db: Db;
beforeEach(async () => {
  db = await testDatabase();
});

test("a member founds an organization and owns it; a guest and a visitor found none", async () => {
  const { owner, asOwner, organizationId } = await newOrganization(db);
  expect(unwrap(await listOwnOrganizations(asOwner))).toMatchObject([
    { id: organizationId, name: "Friends", role: "owner", members: 1 },
  ]);
  expect(await eventsOf(db, owner.user.id)).toEqual(["user.created", "organization.member_added"]);
  const asGuest = contextWith(db, (await newGuest(db)).token);
  const input = { name: "Mine" };
  expect(await foundOrganization(asGuest, input)).toEqual({ ok: false, code: "FULL_ACCOUNT_REQUIRED" });
  expect(await foundOrganization(contextWith(db), input)).toEqual({ ok: false, code: "NO_SESSION" });
  expect(unwrap(await listOwnOrganizations(asGuest))).toEqual([]);
});

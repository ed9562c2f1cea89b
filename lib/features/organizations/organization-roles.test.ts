import { sql } from "drizzle-orm";
import { beforeEach, expect, test } from "vitest";
import type { Db } from "@/db/client";
import { contextWith, countRows, eventsOf, newGuest, newUser, rows, unwrap } from "@/lib/auth/core/testing";
import { testDatabase } from "@/lib/testing/test-database";
import { inviteByLink, joinOrganization } from "./invitations";
import { leaveOrganization, removeMember, setMemberRole } from "./organization-roles";
import { newOrganization } from "./organization-testing";

const refused = (code: string) => ({ ok: false, code });

let db: Db;
beforeEach(async () => {
  db = await testDatabase();
});

async function organization() {
  const made = await newOrganization(db);
  const jane = await newUser(db, "jane@example.com");
  const asJane = contextWith(db, jane.token);
  unwrap(await joinOrganization(asJane, { token: made.link }));
  const ofJane = { organizationId: made.organizationId, userId: jane.user.id };
  const ofOwner = { organizationId: made.organizationId, userId: made.owner.user.id };
  return { ...made, jane, asJane, ofJane, ofOwner };
}

test("owners give roles, admins and members do not, and admins do not touch owners", async () => {
  const { asOwner, asJane, jane, ofJane, ofOwner } = await organization();
  expect(await setMemberRole(asJane, { ...ofJane, role: "admin" })).toEqual(refused("FORBIDDEN"));
  expect(await removeMember(asJane, ofOwner)).toEqual(refused("FORBIDDEN"));
  unwrap(await setMemberRole(asOwner, { ...ofJane, role: "admin" }));
  expect(await setMemberRole(asJane, { ...ofJane, role: "owner" })).toEqual(refused("FORBIDDEN"));
  expect(await removeMember(asJane, ofOwner)).toEqual(refused("FORBIDDEN"));
  unwrap(await setMemberRole(asOwner, { ...ofJane, role: "owner" }));
  unwrap(await removeMember(asJane, ofOwner));
  expect(await eventsOf(db, jane.user.id)).toEqual([
    "user.created",
    "organization.member_added",
    "organization.role_changed",
    "organization.role_changed",
  ]);
});

test("an organization keeps an owner as long as it has members, and is deleted with the last of them", async () => {
  const { asOwner, asJane, ofJane, ofOwner, organizationId } = await organization();
  const conflict = refused("CONFLICT");
  expect(await leaveOrganization(asOwner, { organizationId })).toEqual(conflict);
  expect(await removeMember(asOwner, ofOwner)).toEqual(conflict);
  expect(await setMemberRole(asOwner, { ...ofOwner, role: "member" })).toEqual(conflict);
  unwrap(await setMemberRole(asOwner, { ...ofJane, role: "owner" }));
  unwrap(await leaveOrganization(asOwner, { organizationId }));
  expect(await countRows(db, "memberships")).toBe(1);
  unwrap(await leaveOrganization(asJane, { organizationId }));
  expect(await countRows(db, "organizations")).toBe(0);
});

test("a removed member cannot come back by the open link", async () => {
  const { asOwner, asJane, jane, ofJane, link, organizationId } = await organization();
  unwrap(await removeMember(asOwner, ofJane));
  expect(await joinOrganization(asJane, { token: link })).toEqual(refused("TOKEN_INVALID"));
  expect(await eventsOf(db, jane.user.id)).toContain("organization.member_removed");
  expect(await removeMember(asOwner, ofJane)).toEqual(refused("NOT_FOUND"));
  const { token } = unwrap(await inviteByLink(asOwner, { organizationId }));
  unwrap(await joinOrganization(asJane, { token }));
});

test("a guest cannot be owner or admin, and can leave", async () => {
  const { asOwner, link, organizationId } = await organization();
  const guest = await newGuest(db);
  const asGuest = contextWith(db, guest.token);
  const ofGuest = { organizationId, userId: guest.user.id };
  unwrap(await joinOrganization(asGuest, { token: link }));
  expect(await setMemberRole(asOwner, { ...ofGuest, role: "admin" })).toMatchObject({
    code: "VALIDATION_FAILED",
    details: { fields: { role: expect.any(String) } },
  });
  // However the role came about.
  await rows(db, sql`UPDATE memberships SET role = 'owner' WHERE user_id = ${guest.user.id}`);
  expect(await removeMember(asGuest, ofGuest)).toEqual(refused("FULL_ACCOUNT_REQUIRED"));
  expect(await setMemberRole(asGuest, { ...ofGuest, role: "member" })).toEqual(
    refused("FULL_ACCOUNT_REQUIRED"),
  );
  unwrap(await leaveOrganization(asGuest, { organizationId }));
});

test("for a non-member there is no organization", async () => {
  const { ofJane, organizationId } = await organization();
  const stranger = contextWith(db, (await newUser(db, "x@example.com")).token);
  const nowhere = refused("NOT_FOUND");
  expect(await setMemberRole(stranger, { ...ofJane, role: "owner" })).toEqual(nowhere);
  expect(await removeMember(stranger, ofJane)).toEqual(nowhere);
  expect(await leaveOrganization(stranger, { organizationId })).toEqual(nowhere);
  expect(await leaveOrganization(contextWith(db), { organizationId })).toEqual(refused("NO_SESSION"));
  expect(await leaveOrganization(stranger, { organizationId: "org_none" })).toEqual(nowhere);
});

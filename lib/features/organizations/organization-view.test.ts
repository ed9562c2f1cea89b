import { sql } from "drizzle-orm";
import { beforeEach, expect, test } from "vitest";
import type { Db } from "@/db/client";
import { contextWith, newGuest, newUser, rows, unwrap } from "@/lib/auth/core/testing";
import { testDatabase } from "@/lib/testing/test-database";
import { joinOrganization } from "./invitations";
import { newOrganization } from "./organization-testing";
import { viewOrganization } from "./organization-view";

let db: Db;
beforeEach(async () => {
  db = await testDatabase();
});

test("members see each other, owners and admins see emails and the link; a non-member sees nothing", async () => {
  const { owner, asOwner, organizationId, link } = await newOrganization(db);
  const guest = await newGuest(db);
  const asGuest = contextWith(db, guest.token);
  unwrap(await joinOrganization(asGuest, { token: link }));
  const asked = { organizationId };
  const seen = unwrap(await viewOrganization(asOwner, asked));
  expect(seen).toMatchObject({
    name: "Friends",
    role: "owner",
    canManage: true,
    isLastOwner: true,
    after: null,
  });
  expect(seen.invitedUntil).toEqual(expect.any(Date));
  expect(seen.members).toMatchObject([
    { userId: owner.user.id, email: "owner@example.com", isYou: true, isGuest: false, role: "owner" },
    { userId: guest.user.id, email: null, isYou: false, isGuest: true, role: "member" },
  ]);
  const asMember = unwrap(await viewOrganization(asGuest, asked));
  expect(asMember).toMatchObject({ canManage: false, invitedUntil: null, isLastOwner: false });
  expect(asMember.members.map(({ email }) => email)).toEqual([null, null]);
  await rows(db, sql`UPDATE memberships SET role = 'admin' WHERE user_id = ${guest.user.id}`);
  expect(unwrap(await viewOrganization(asGuest, asked))).toMatchObject({
    canManage: false,
    invitedUntil: null,
  });
  const stranger = contextWith(db, (await newUser(db, "x@example.com")).token);
  expect(await viewOrganization(stranger, asked)).toEqual({ ok: false, code: "NOT_FOUND" });
});

test("members come in pages", async () => {
  const { asOwner, organizationId } = await newOrganization(db);
  for (let n = 0; n < 50; n++) await newGuest(db);
  await rows(
    db,
    sql`INSERT INTO memberships (organization_id, user_id) SELECT ${organizationId}, id FROM users WHERE is_anonymous`,
  );
  const first = unwrap(await viewOrganization(asOwner, { organizationId }));
  expect(first.members).toHaveLength(50);
  const after = first.after ?? undefined;
  const second = unwrap(await viewOrganization(asOwner, { organizationId, after }));
  expect(second).toMatchObject({ members: [{ role: "member" }], after: null });
  expect(await viewOrganization(asOwner, { organizationId, after: "x" })).toMatchObject({
    code: "VALIDATION_FAILED",
  });
});

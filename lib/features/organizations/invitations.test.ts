import { sql } from "drizzle-orm";
import { beforeEach, expect, test } from "vitest";
import type { Db } from "@/db/client";
import {
  adminContextWith,
  contextWith,
  eventsOf,
  newGuest,
  newUser,
  rows,
  unwrap,
} from "@/lib/auth/core/testing";
import { upgradeByPassword } from "@/lib/auth/upgrade/upgrade";
import { testDatabase } from "@/lib/testing/test-database";
import {
  closeInvitation,
  findInvitation,
  invitationPurgeStep,
  inviteByLink,
  joinOrganization,
} from "./invitations";
import { setMemberRole } from "./organization-roles";
import { newOrganization } from "./organization-testing";

const invalid = { ok: false, code: "TOKEN_INVALID" };

let db: Db;
beforeEach(async () => {
  db = await testDatabase();
});

test("a guest joins by the link, once, and is still in after the upgrade", async () => {
  const { organizationId, link } = await newOrganization(db);
  const guest = await newGuest(db);
  const asGuest = contextWith(db, guest.token);
  expect(unwrap(await findInvitation(asGuest, { token: link }))).toMatchObject({
    name: "Friends",
    isMember: false,
  });
  for (let n = 0; n < 2; n++)
    expect(unwrap(await joinOrganization(asGuest, { token: link }))).toMatchObject({ id: organizationId });
  expect(await eventsOf(db, guest.user.id)).toEqual(["user.created", "organization.member_added"]);
  expect(unwrap(await findInvitation(asGuest, { token: link }))).toMatchObject({ isMember: true });
  const jane = { email: "jane@example.com", password: "correct horse battery", name: null };
  unwrap(await upgradeByPassword(asGuest, jane));
  expect(await rows(db, sql`SELECT role FROM memberships WHERE user_id = ${guest.user.id}`)).toEqual([
    { role: "member" },
  ]);
});

test("looking at a link uses nothing up, and needs no session; joining does", async () => {
  const { link } = await newOrganization(db);
  for (let n = 0; n < 2; n++)
    expect(await findInvitation(contextWith(db), { token: link })).toMatchObject({ ok: true });
  expect(await joinOrganization(contextWith(db), { token: link })).toEqual({ ok: false, code: "NO_SESSION" });
});

test("a new link ends the old one, a closed or expired one is over, and a guessed one never was", async () => {
  const { asOwner, organizationId, link } = await newOrganization(db);
  const guest = contextWith(db, (await newGuest(db)).token);
  const { token } = unwrap(await inviteByLink(asOwner, { organizationId }));
  expect(await joinOrganization(guest, { token: link })).toEqual(invalid);
  expect(await findInvitation(guest, { token })).toMatchObject({ ok: true });
  for (let n = 0; n < 2; n++) unwrap(await closeInvitation(asOwner, { organizationId }));
  expect(await joinOrganization(guest, { token })).toEqual(invalid);

  const { token: last } = unwrap(await inviteByLink(asOwner, { organizationId }));
  await rows(db, sql`UPDATE invitations SET expires_at = now() - interval '1 second'`);
  for (const dead of [last, "guessed"]) {
    expect(await findInvitation(guest, { token: dead })).toEqual(invalid);
    expect(await joinOrganization(guest, { token: dead })).toEqual(invalid);
  }
});

test("owners and admins invite; members, guests and non-members do not", async () => {
  const { asOwner, organizationId, link } = await newOrganization(db);
  const jane = await newUser(db, "jane@example.com");
  const [asJane, stranger] = [
    contextWith(db, jane.token),
    contextWith(db, (await newUser(db, "x@example.com")).token),
  ];
  const guest = await newGuest(db);
  const asGuest = contextWith(db, guest.token);
  for (const ctx of [asJane, asGuest]) unwrap(await joinOrganization(ctx, { token: link }));
  // However the role came about.
  await rows(db, sql`UPDATE memberships SET role = 'admin' WHERE user_id = ${guest.user.id}`);
  for (const service of [inviteByLink, closeInvitation]) {
    expect(await service(asJane, { organizationId })).toEqual({ ok: false, code: "FORBIDDEN" });
    expect(await service(asGuest, { organizationId })).toEqual({ ok: false, code: "FULL_ACCOUNT_REQUIRED" });
    expect(await service(stranger, { organizationId })).toEqual({ ok: false, code: "NOT_FOUND" });
    expect(await service(contextWith(db), { organizationId })).toEqual({ ok: false, code: "NO_SESSION" });
  }
  unwrap(await setMemberRole(asOwner, { organizationId, userId: jane.user.id, role: "admin" }));
  unwrap(await inviteByLink(asJane, { organizationId }));
  unwrap(await closeInvitation(asJane, { organizationId }));
});

test("the scheduler deletes links that have expired, and no other", async () => {
  const { asOwner, organizationId } = await newOrganization(db);
  const count = () => rows(db, sql`SELECT count(*)::int AS count FROM invitations`);
  const ctx = adminContextWith(db);
  await invitationPurgeStep.run(ctx, () => true);
  expect(await count()).toEqual([{ count: 1 }]);
  unwrap(await inviteByLink(asOwner, { organizationId }));
  await rows(db, sql`UPDATE invitations SET expires_at = now() - interval '1 second'`);
  await invitationPurgeStep.run(ctx, () => true);
  expect(await count()).toEqual([{ count: 0 }]);
});

import { sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { testDatabase } from "@/db/testing";
import { grantAdmin } from "./admins";
import { asAdmin } from "./as-admin";
import { saveConfig } from "./config";
import {
  foundOrganization,
  inviteByLink,
  joinOrganization,
  leaveOrganization,
  removeMember,
  setMemberRole,
} from "./memberships";
import { getSession } from "./sessions";
import { contextWith, countRows, eventsOf, keeperWith, newGuest, newMember, rows, unwrap } from "./testing";
import { upgrade } from "./upgrade";

async function organization() {
  const db = await testDatabase();
  const owner = await newMember(db, "owner@example.com");
  const ctx = contextWith(db, owner.token);
  const { id: organizationId } = unwrap(await foundOrganization(ctx, { name: "Friends" }));
  const { token: link } = unwrap(await inviteByLink(ctx, { organizationId }));
  return { db, owner, ctx, organizationId, link };
}

test("a guest joins by the link, once, and is still in after the upgrade", async () => {
  const { db, organizationId, link } = await organization();
  const guest = await newGuest(db);
  const asGuest = contextWith(db, guest.token);
  for (let n = 0; n < 2; n++)
    expect(unwrap(await joinOrganization(asGuest, { token: link }))).toMatchObject({ id: organizationId });
  expect(await eventsOf(db, guest.user.id)).toEqual(["user.created", "organization.member_added"]);
  const jane = { email: "jane@example.com", password: "correct horse battery", name: null };
  unwrap(await upgrade(asGuest, jane));
  expect(await rows(db, sql`SELECT role FROM memberships WHERE user_id = ${guest.user.id}`)).toEqual([
    { role: "member" },
  ]);
});

test("a guest founds and runs no organization", async () => {
  const { db, ctx, organizationId, link } = await organization();
  const guest = await newGuest(db);
  const asGuest = contextWith(db, guest.token);
  const refused = { ok: false, code: "FULL_ACCOUNT_REQUIRED" };
  expect(await foundOrganization(asGuest, { name: "Mine" })).toEqual(refused);
  unwrap(await joinOrganization(asGuest, { token: link }));
  // However the role came about.
  await rows(db, sql`UPDATE memberships SET role = 'admin' WHERE user_id = ${guest.user.id}`);
  expect(await inviteByLink(asGuest, { organizationId })).toEqual(refused);
  expect(await removeMember(asGuest, { organizationId, userId: guest.user.id })).toEqual(refused);
  expect(await setMemberRole(ctx, { organizationId, userId: guest.user.id, role: "owner" })).toMatchObject({
    code: "VALIDATION_FAILED",
    details: { fields: { role: expect.any(String) } },
  });
});

test("members do not invite, admins do not touch owners, and the last owner stays", async () => {
  const { db, owner, ctx, organizationId, link } = await organization();
  const jane = await newMember(db, "jane@example.com");
  const asJane = contextWith(db, jane.token);
  unwrap(await joinOrganization(asJane, { token: link }));
  const forbidden = { ok: false, code: "FORBIDDEN" };
  expect(await inviteByLink(asJane, { organizationId })).toEqual(forbidden);
  unwrap(await setMemberRole(ctx, { organizationId, userId: jane.user.id, role: "admin" }));
  unwrap(await inviteByLink(asJane, { organizationId }));
  expect(await removeMember(asJane, { organizationId, userId: owner.user.id })).toEqual(forbidden);
  expect(await leaveOrganization(ctx, { organizationId })).toEqual({ ok: false, code: "CONFLICT" });
  expect(await setMemberRole(ctx, { organizationId, userId: owner.user.id, role: "member" })).toEqual({
    ok: false,
    code: "CONFLICT",
  });
  unwrap(await setMemberRole(ctx, { organizationId, userId: jane.user.id, role: "owner" }));
  unwrap(await leaveOrganization(ctx, { organizationId }));
  expect(await countRows(db, "memberships")).toBe(1);
});

test("an old link, an unknown one and a stranger get nowhere", async () => {
  const { db, organizationId, link } = await organization();
  const stranger = contextWith(db, (await newMember(db, "x@example.com")).token);
  expect(await joinOrganization(stranger, { token: "guessed" })).toEqual({
    ok: false,
    code: "TOKEN_INVALID",
  });
  expect(await leaveOrganization(stranger, { organizationId })).toEqual({ ok: false, code: "NOT_FOUND" });
  await rows(db, sql`UPDATE invitations SET expires_at = now() - interval '1 second'`);
  expect(await joinOrganization(stranger, { token: link })).toEqual({ ok: false, code: "TOKEN_INVALID" });
});

test("an owner's verb is for admins, and the event names them", async () => {
  const db = await testDatabase();
  const verb = asAdmin("settings.manage", [], async (ctx, _: null) =>
    saveConfig(ctx, { password: { minLength: 9 } }),
  );
  expect(await verb(contextWith(db), null)).toEqual({ ok: false, code: "NO_SESSION" });
  const guest = await newGuest(db);
  expect(await verb(contextWith(db, guest.token), null)).toEqual({
    ok: false,
    code: "FULL_ACCOUNT_REQUIRED",
  });
  const jane = await newMember(db, "jane@example.com");
  expect(await verb(contextWith(db, jane.token), null)).toEqual({ ok: false, code: "FORBIDDEN" });
  const [email, owner] = ["jane@example.com", keeperWith(db)];
  expect(await grantAdmin(owner, { email })).toEqual({ ok: false, code: "NOT_FOUND" });
  await rows(db, sql`UPDATE users SET email_verified_at = now() WHERE id = ${jane.user.id}`);
  for (let n = 0; n < 2; n++) expect(await grantAdmin(owner, { email })).toMatchObject({ ok: true });
  expect(await countRows(db, "audit_events", sql`type = 'user.role_changed'`)).toBe(1);
  unwrap(await verb(contextWith(db, jane.token), null));
  expect(await rows(db, sql`SELECT updated_by FROM settings`)).toEqual([{ updated_by: jane.user.id }]);
});

test("whoever verified one of the ADMIN_EMAILS is an admin from the next look at their session, once; a claim is not enough", async () => {
  const db = await testDatabase();
  const jane = await newMember(db, "jane@example.com");
  const role = async () => {
    const session = unwrap(
      await getSession(contextWith(db, jane.token, { adminEmails: ["jane@example.com"] })),
    );
    return session?.user.role;
  };
  expect(await role()).toBe("user");
  await rows(db, sql`UPDATE users SET email_verified_at = now()`);
  expect(await role()).toBe("admin");
  expect(await role()).toBe("admin");
  expect(await countRows(db, "audit_events", sql`type = 'user.role_changed'`)).toBe(1);
});

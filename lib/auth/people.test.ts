import { sql } from "drizzle-orm";
import { beforeEach, expect, test } from "vitest";
import type { Db } from "@/db/client";
import { testDatabase } from "@/db/testing";
import { deleteAccount } from "./account";
import { deleteUser, updateUser } from "./managed-users";
import { foundOrganization } from "./memberships";
import { changeRole, removePerson } from "./people";
import { getPerson } from "./person";
import { contextWith, countRows, eventsOf, keeperWith, newGuest, newMember, rows, unwrap } from "./testing";
import { nameUsers } from "./user-names";

let db: Db;
beforeEach(async () => {
  db = await testDatabase();
});

async function newAdmin(email: string) {
  const member = await newMember(db, email);
  unwrap(await updateUser(keeperWith(db), { id: member.user.id, role: "admin" }));
  return member.user.id;
}

const countAdmins = () => countRows(db, "users", sql`role = 'admin'`);

test("nobody deletes or demotes themselves here, so an admin is always left", async () => {
  const [ann, bob] = [await newAdmin("ann@example.com"), await newAdmin("bob@example.com")];
  const byAnn = keeperWith(db, { actor: ann });
  expect(await removePerson(byAnn, { id: ann })).toMatchObject({
    code: "VALIDATION_FAILED",
    details: { fields: { confirm: expect.stringContaining("your own account") } },
  });
  expect(await changeRole(byAnn, { id: ann, role: "user" })).toMatchObject({
    code: "VALIDATION_FAILED",
    details: { fields: { role: expect.stringContaining("your own role") } },
  });
  expect(unwrap(await changeRole(byAnn, { id: bob, role: "user" })).role).toBe("user");
  const byBob = keeperWith(db, { actor: bob });
  expect(await changeRole(byBob, { id: ann, role: "user" })).toMatchObject({ code: "FORBIDDEN" });
  expect(await removePerson(byBob, { id: ann })).toMatchObject({ code: "FORBIDDEN" });
  expect(await countAdmins()).toBe(1);
});

test("the last admin cannot delete their own account either, until there is another", async () => {
  const member = await newMember(db, "ann@example.com", "correct horse battery");
  unwrap(await updateUser(keeperWith(db), { id: member.user.id, role: "admin" }));
  const deletion = () => deleteAccount(contextWith(db, member.token), { password: "correct horse battery" });
  expect(await deletion()).toMatchObject({
    details: { fields: { role: expect.stringContaining("only admin") } },
  });
  await newAdmin("bob@example.com");
  expect(await deletion()).toMatchObject({ ok: true });
  expect(await countAdmins()).toBe(1);
});

test("an API key demotes the only admin, and could make another; it deletes the only admin no sooner than that", async () => {
  const byKey = keeperWith(db, { actor: "key_1" });
  const [ann, bob] = [await newAdmin("ann@example.com"), await newAdmin("bob@example.com")];
  const remove = (id: string) => deleteUser(byKey, { id, onlyIfAnonymous: false });
  expect(await deleteUser(byKey, { id: ann, onlyIfAnonymous: true })).toMatchObject({
    code: "USER_NOT_ANONYMOUS",
  });
  unwrap(await remove(ann));
  expect(await remove(bob)).toMatchObject({
    code: "CONFLICT",
    details: { fields: { role: expect.stringContaining("only admin") } },
  });
  expect(await eventsOf(db, bob)).not.toContain("user.deleted");
  unwrap(await updateUser(byKey, { id: bob, role: "user" }));
  unwrap(await remove(bob));
  expect(await remove(bob)).toMatchObject({ code: "NOT_FOUND" });
});

test("a deletion and a change of role are one event each, by the admin who did it", async () => {
  const ann = await newAdmin("ann@example.com");
  const byAnn = keeperWith(db, { actor: ann });
  const { user: jane } = await newMember(db, "jane@example.com");
  unwrap(await changeRole(byAnn, { id: jane.id, role: "admin" }));
  unwrap(await changeRole(byAnn, { id: jane.id, role: "admin" }));
  unwrap(await removePerson(byAnn, { id: jane.id }));
  expect(await eventsOf(db, jane.id)).toEqual(["user.created", "user.role_changed", "user.deleted"]);
  expect(await removePerson(byAnn, { id: jane.id })).toMatchObject({ code: "NOT_FOUND" });
  const { user: guest } = await newGuest(db);
  expect(await changeRole(byAnn, { id: guest.id, role: "admin" })).toMatchObject({
    code: "FULL_ACCOUNT_REQUIRED",
  });
  const [event] = await rows(
    db,
    sql`SELECT actor, details FROM audit_events WHERE type = 'user.role_changed' AND user_id = ${jane.id}`,
  );
  expect(event).toEqual({ actor: ann, details: { role: "admin" } });
});

test("a person is shown with the ways in, live sessions, what they own, and where they belong", async () => {
  const jane = await newMember(db, "jane@example.com");
  const { id } = jane.user;
  const organization = unwrap(await foundOrganization(contextWith(db, jane.token), { name: "Choir" }));
  await rows(
    db,
    sql`INSERT INTO accounts (provider, provider_account_id, type, user_id) VALUES ('github', '1', 'oauth', ${id})`,
  );
  await rows(
    db,
    sql`INSERT INTO sessions (id, token_hash, user_id, expires_at) VALUES ('ses_old', 'x', ${id}, now() - interval '1 day')`,
  );
  const person = unwrap(await getPerson(keeperWith(db), { id }));
  expect(person).toMatchObject({
    user: { id, email: "jane@example.com" },
    ways: ["github", "password"],
    counts: { memberships: 1 },
    organizations: [{ id: organization.id, name: "Choir", role: "owner" }],
  });
  expect(person.sessions).toEqual([
    {
      id: jane.session.id,
      userAgent: "test",
      createdAt: jane.session.createdAt,
      expiresAt: expect.stringMatching(/Z$/),
    },
  ]);
  expect(await getPerson(keeperWith(db), { id: "usr_none" })).toMatchObject({ code: "NOT_FOUND" });
  const { user: guest } = await newGuest(db);
  expect(await nameUsers(keeperWith(db), [id, guest.id, "cron", null, "usr_gone"])).toEqual({
    [id]: "jane@example.com",
    [guest.id]: "Guest",
  });
});

import { sql } from "drizzle-orm";
import { beforeEach, expect, test } from "vitest";
import type { Db } from "@/db/client";
import { deleteAccount } from "@/lib/auth/account/account";
import { byUser } from "@/lib/auth/core/audit";
import {
  adminContextWith,
  contextWith,
  countRows,
  eventsOf,
  newGuest,
  newUser,
  rows,
  unwrap,
} from "@/lib/auth/core/testing";
import { deliverOutbox } from "@/lib/auth/email/outbox";
import { forgotPassword } from "@/lib/auth/password/password-reset";
import { addNote } from "@/lib/testing/notes";
import { testDatabase } from "@/lib/testing/test-database";
import { deleteUser, updateUser } from "./managed-users";
import { changeRole, getPerson, removePerson } from "./people";
import { nameUsers } from "./user-list";

let db: Db;
beforeEach(async () => {
  db = await testDatabase();
});

/** A registered user who has proven their address, and is made an admin. */
async function newAdmin(email: string, password?: string) {
  const made = await newUser(db, email, password);
  const { id } = made.user;
  await rows(db, sql`UPDATE users SET email_verified_at = now() WHERE id = ${id}`);
  unwrap(await updateUser(adminContextWith(db), { id, role: "admin" }));
  return { ...made, id };
}

const as = (id: string) => adminContextWith(db, { actor: byUser(id) });

const countAdmins = () => countRows(db, "users", sql`role = 'admin'`);

test("nobody deletes or demotes themselves here, so an admin is always left", async () => {
  const [{ id: ann }, { id: bob }] = [await newAdmin("ann@example.com"), await newAdmin("bob@example.com")];
  const byAnn = as(ann);
  expect(await removePerson(byAnn, { id: ann })).toMatchObject({
    code: "VALIDATION_FAILED",
    details: { fields: { confirm: expect.stringContaining("your own account") } },
  });
  expect(await changeRole(byAnn, { id: ann, role: "user" })).toMatchObject({
    code: "VALIDATION_FAILED",
    details: { fields: { role: expect.stringContaining("your own role") } },
  });
  expect(unwrap(await changeRole(byAnn, { id: bob, role: "user" })).role).toBe("user");
  const byBob = as(bob);
  expect(await changeRole(byBob, { id: ann, role: "user" })).toMatchObject({ code: "FORBIDDEN" });
  expect(await removePerson(byBob, { id: ann })).toMatchObject({ code: "FORBIDDEN" });
  expect(await countAdmins()).toBe(1);
});

test("the last admin cannot delete their own account either, until there is another", async () => {
  const ann = await newAdmin("ann@example.com", "correct horse battery");
  const deletion = () => deleteAccount(contextWith(db, ann.token), { password: "correct horse battery" });
  expect(await deletion()).toMatchObject({
    details: { fields: { role: expect.stringContaining("only admin") } },
  });
  await newAdmin("bob@example.com");
  expect(await deletion()).toMatchObject({ ok: true });
  expect(await countAdmins()).toBe(1);
});

test("an API key demotes the only admin, and could make another; it deletes the only admin no sooner than that", async () => {
  const byKey = adminContextWith(db, { actor: { type: "api_key", id: "key_1" } });
  const [{ id: ann }, { id: bob }] = [await newAdmin("ann@example.com"), await newAdmin("bob@example.com")];
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
  const { id: ann } = await newAdmin("ann@example.com");
  const byAnn = as(ann);
  const { user: jane } = await newUser(db, "jane@example.com");
  await rows(db, sql`UPDATE users SET email_verified_at = now() WHERE id = ${jane.id}`);
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

test("a person is shown with their sign-in methods, live sessions and what they own", async () => {
  const jane = await newUser(db, "jane@example.com");
  const { id } = jane.user;
  await addNote(db, id);
  await rows(
    db,
    sql`INSERT INTO accounts (provider, provider_account_id, type, user_id) VALUES ('github', '1', 'oauth', ${id})`,
  );
  await rows(
    db,
    sql`INSERT INTO sessions (id, token_hash, user_id, expires_at) VALUES ('ses_old', 'x', ${id}, now() - interval '1 day')`,
  );
  const person = unwrap(await getPerson(adminContextWith(db), { id }));
  expect(person).toMatchObject({
    user: { id, email: "jane@example.com" },
    signInMethods: ["github", "password"],
    counts: { notes: 1 },
  });
  expect(person.sessions).toEqual([
    {
      id: jane.session.id,
      userAgent: "test",
      place: "Lisbon, Portugal",
      createdAt: jane.session.createdAt,
      expiresAt: jane.session.expiresAt,
    },
  ]);
  expect(await getPerson(adminContextWith(db), { id: "usr_none" })).toMatchObject({ code: "NOT_FOUND" });
  const { user: guest } = await newGuest(db);
  expect(await nameUsers(adminContextWith(db), [id, guest.id, "cron", null, "usr_gone"])).toEqual({
    [id]: "jane@example.com",
    [guest.id]: "Guest",
  });
});

test("only a user with a proven way to sign in becomes an admin, whoever asks; an admin stays one", async () => {
  const ctx = adminContextWith(db);
  const { id: ann } = await newAdmin("ann@example.com");
  const jane = await newUser(db, "jane@example.com");
  const { id } = jane.user;
  const refused = {
    ok: false,
    code: "CONFLICT",
    details: { fields: { role: expect.stringContaining("no proven way to sign in") } },
  };
  expect(await updateUser(ctx, { id, role: "admin" })).toMatchObject(refused);
  expect(await changeRole(as(ann), { id, role: "admin" })).toMatchObject(refused);
  expect(await eventsOf(db, id)).toEqual(["user.created"]);
  const proofs = [
    sql`UPDATE users SET email_verified_at = now() WHERE id = ${id}`,
    sql`INSERT INTO accounts (provider, provider_account_id, type, user_id) VALUES ('github', '1', 'oauth', ${id})`,
  ];
  for (const proof of proofs) {
    await rows(db, sql`UPDATE users SET role = 'user', email_verified_at = NULL WHERE id = ${id}`);
    await rows(db, proof);
    expect(await updateUser(ctx, { id, role: "admin" })).toMatchObject({ ok: true, data: { role: "admin" } });
  }
  await rows(db, sql`DELETE FROM accounts`);
  expect(await updateUser(ctx, { id, role: "admin", name: "Jane" })).toMatchObject({
    ok: true,
    data: { name: "Jane" },
  });
});

test("an admin sees that the mail server refused an address for good, until an email to it got through", async () => {
  const { user } = await newUser(db, "nobody@example.com");
  const refusal = async () => unwrap(await getPerson(adminContextWith(db), { id: user.id })).emailRefusal;
  expect(await refusal()).toBeNull();
  await deliverOutbox(
    db,
    () => new Date(),
    async () => "550",
  );
  expect(await refusal()).toBe("550");
  await forgotPassword(contextWith(db, null, { clock: () => new Date(Date.now() + 1000) }), {
    email: "nobody@example.com",
  });
  expect(await refusal()).toBeNull();
});

import { sql } from "drizzle-orm";
import { beforeEach, expect, test } from "vitest";
import type { Db } from "@/db/client";
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
import { getSession } from "@/lib/auth/session/session";
import { testDatabase } from "@/lib/testing/test-database";
import { revokePersonSession, sendPersonLink } from "./people";

let db: Db;
beforeEach(async () => {
  db = await testDatabase();
});

/** What an admin's form knows. */
async function newAdmin() {
  const { user } = await newUser(db, "ann@example.com");
  await rows(db, sql`UPDATE users SET role = 'admin', email_verified_at = now() WHERE id = ${user.id}`);
  const { config, mailSecret, isOwnMail } = contextWith(db);
  return {
    id: user.id,
    ctx: { ...adminContextWith(db, { actor: byUser(user.id) }), config, mailSecret, isOwnMail },
  };
}

const mailsTo = (email: string) => countRows(db, "mail_outbox", sql`recipient = ${email}`);

test("an admin revokes one session of somebody else; one event by the admin", async () => {
  const { ctx, id } = await newAdmin();
  const { user, session, token } = await newUser(db, "jane@example.com");
  const guest = await newGuest(db);
  const revoke = (userId: string) => revokePersonSession(ctx, { id: userId, sessionId: session.id });
  expect(await revoke(guest.user.id)).toMatchObject({ code: "NOT_FOUND" });
  expect(await revoke(id)).toMatchObject({ code: "VALIDATION_FAILED" });
  expect(unwrap(await getSession(contextWith(db, token)))?.user.id).toBe(user.id);
  unwrap(await revoke(user.id));
  expect(unwrap(await getSession(contextWith(db, token)))).toBeNull();
  expect(await revoke(user.id)).toMatchObject({ code: "NOT_FOUND" });
  const events = await rows(
    db,
    sql`SELECT actor, user_id, details FROM audit_events WHERE type = 'session.revoked'`,
  );
  expect(events).toEqual([{ actor: id, user_id: user.id, details: { sessionId: session.id } }]);
});

test("an admin has a link sent once more: to confirm an email that is not, or to set a new password", async () => {
  const { ctx, id } = await newAdmin();
  const { user } = await newUser(db, "jane@example.com");
  const send = (link: "verify-email" | "reset-password") => sendPersonLink(ctx, { id: user.id, link });
  const before = await mailsTo("jane@example.com");
  unwrap(await send("verify-email"));
  unwrap(await send("reset-password"));
  expect(await mailsTo("jane@example.com")).toBe(before + 2);
  await rows(db, sql`UPDATE users SET email_verified_at = now() WHERE id = ${user.id}`);
  expect(await send("verify-email")).toMatchObject({ code: "CONFLICT" });
  const sent = await rows(
    db,
    sql`SELECT actor, details FROM audit_events WHERE type = 'user.link_sent' ORDER BY id`,
  );
  expect(sent).toEqual([
    { actor: id, details: { link: "verify-email" } },
    { actor: id, details: { link: "reset-password" } },
  ]);
});

test("no link goes to a guest, to oneself, by somebody who is no admin any more, or for a method that is off", async () => {
  const { ctx, id } = await newAdmin();
  const guest = await newGuest(db);
  const jane = await newUser(db, "jane@example.com");
  const reset = (userId: string, by = ctx) => sendPersonLink(by, { id: userId, link: "reset-password" });
  expect(await reset(guest.user.id)).toMatchObject({ code: "NOT_FOUND" });
  expect(await reset(id)).toMatchObject({ code: "VALIDATION_FAILED" });
  const { config } = ctx;
  const off = { ...config, authMethods: { ...config.authMethods, emailPassword: false } };
  expect(await reset(jane.user.id, { ...ctx, config: off })).toMatchObject({ code: "METHOD_DISABLED" });
  await rows(db, sql`UPDATE users SET role = 'user' WHERE id = ${id}`);
  expect(await reset(jane.user.id)).toMatchObject({ code: "FORBIDDEN" });
  expect(await eventsOf(db, jane.user.id)).toEqual(["user.created"]);
});

import { sql } from "drizzle-orm";
import { beforeEach, expect, test } from "vitest";
import type { Db } from "@/db/client";
import {
  contextWith,
  countRows,
  eventsOf,
  type Guest,
  newGuest,
  newUser,
  unwrap,
} from "@/lib/auth/core/testing";
import { signIn } from "@/lib/auth/password/sign-in";
import { testDatabase } from "@/lib/testing/test-database";
import { listSessions, revokeOtherSessions, revokeSession } from "./session-list";

const account = { email: "ann@example.com", password: "correct horse battery" };

let db: Db;
let member: Guest;
beforeEach(async () => {
  db = await testDatabase();
  member = await newUser(db, account.email, account.password);
});

test("whoever is signed in sees their own live sessions, and which one is theirs here", async () => {
  await newGuest(db);
  const phone = unwrap(
    await signIn(contextWith(db, null, { userAgent: "a phone", place: "Porto, Portugal" }), account),
  );
  const devices = unwrap(await listSessions(contextWith(db, member.token)));
  expect(devices).toMatchObject([
    { id: phone.session.id, userAgent: "a phone", place: "Porto, Portugal", isCurrent: false, token: null },
    { id: member.session.id, isCurrent: true, token: null },
  ]);
  expect(await listSessions(contextWith(db))).toMatchObject({ code: "NO_SESSION" });
});

test("one can be ended from another, with an event; nobody else's can", async () => {
  const phone = unwrap(await signIn(contextWith(db), account));
  const stranger = contextWith(db, (await newGuest(db)).token);
  expect(await revokeSession(stranger, { id: phone.session.id })).toMatchObject({ code: "NOT_FOUND" });
  unwrap(await revokeSession(contextWith(db, member.token), { id: phone.session.id }));
  expect(await countRows(db, "sessions", sql`id = ${phone.session.id}`)).toBe(0);
  expect(await eventsOf(db, member.user.id)).toContain("session.revoked");
  expect(await revokeSession(contextWith(db, member.token), { id: phone.session.id })).toMatchObject({
    code: "NOT_FOUND",
  });
});

test("all others are ended at once, each with an event; the current one and other users' stay", async () => {
  for (const userAgent of ["a phone", "a tablet"])
    unwrap(await signIn(contextWith(db, null, { userAgent }), account));
  const stranger = await newGuest(db);
  unwrap(await revokeOtherSessions(contextWith(db, member.token)));
  expect(unwrap(await listSessions(contextWith(db, member.token)))).toMatchObject([
    { id: member.session.id },
  ]);
  expect(await countRows(db, "sessions", sql`id = ${stranger.session.id}`)).toBe(1);
  const events = await eventsOf(db, member.user.id);
  expect(events.filter((type) => type === "session.revoked")).toHaveLength(2);
});

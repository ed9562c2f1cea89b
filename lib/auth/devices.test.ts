import { sql } from "drizzle-orm";
import { beforeEach, expect, test } from "vitest";
import type { Db } from "@/db/client";
import { testDatabase } from "@/db/testing";
import { endDevice, listDevices } from "./devices";
import { signIn } from "./sign-in";
import { contextWith, countRows, eventsOf, type Guest, newGuest, newMember, unwrap } from "./testing";

const account = { email: "ann@example.com", password: "correct horse battery" };

let db: Db;
let member: Guest;
beforeEach(async () => {
  db = await testDatabase();
  member = await newMember(db, account.email, account.password);
});

test("whoever is signed in sees their own live sessions, and which one is theirs here", async () => {
  await newGuest(db);
  const phone = unwrap(await signIn(contextWith(db, null, { userAgent: "a phone" }), account));
  const devices = unwrap(await listDevices(contextWith(db, member.token)));
  expect(devices).toMatchObject([
    { id: phone.session.id, userAgent: "a phone", isCurrent: false, token: null },
    { id: member.session.id, isCurrent: true, token: null },
  ]);
  expect(await listDevices(contextWith(db))).toMatchObject({ code: "NO_SESSION" });
});

test("one can be ended from another, with an event; nobody else's can", async () => {
  const phone = unwrap(await signIn(contextWith(db), account));
  const stranger = contextWith(db, (await newGuest(db)).token);
  expect(await endDevice(stranger, { id: phone.session.id })).toMatchObject({ code: "NOT_FOUND" });
  unwrap(await endDevice(contextWith(db, member.token), { id: phone.session.id }));
  expect(await countRows(db, "sessions", sql`id = ${phone.session.id}`)).toBe(0);
  expect(await eventsOf(db, member.user.id)).toContain("session.revoked");
  expect(await endDevice(contextWith(db, member.token), { id: phone.session.id })).toMatchObject({
    code: "NOT_FOUND",
  });
});

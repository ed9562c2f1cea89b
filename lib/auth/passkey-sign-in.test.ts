import { generateKeyPairSync } from "node:crypto";
import { sql } from "drizzle-orm";
import { beforeEach, expect, test } from "vitest";
import type { Db } from "@/db/client";
import { testDatabase } from "@/db/testing";
import { answerBy, backupEligible, present, type SoftPasskey, type Twist } from "@/e2e/support/authenticator";
import type { Ctx } from "./context";
import { decideMerge } from "./merge";
import { startPasskey } from "./passkey-registration";
import { signInByPasskey, startPasskeySignIn } from "./passkey-sign-in";
import { newPasskeyMember, passkeyContext } from "./passkey-testing";
import { getSession } from "./session-reading";
import {
  addMembership,
  contextWith,
  countRows,
  eventsOf,
  type Guest,
  newGuest,
  rows,
  unwrap,
} from "./testing";

let db: Db;
let member: Guest & { passkey: SoftPasskey };

beforeEach(async () => {
  db = await testDatabase();
  member = await newPasskeyMember(db, { signCount: 5 });
});

const browser = { browserHash: "a browser without a session" };

async function signIn(ctx: Ctx, twist: Twist = {}, passkey: SoftPasskey = member.passkey) {
  const asked = unwrap(await startPasskeySignIn(ctx));
  return signInByPasskey(ctx, { credential: answerBy(passkey, asked, { signCount: 6, ...twist }) });
}

test("a visitor signs in by a passkey alone, with a new session", async () => {
  const arrived = unwrap(await signIn(passkeyContext(db, null, browser)));
  expect(arrived).toMatchObject({ user: { id: member.user.id }, guest: null });
  expect(arrived.session.id).not.toBe(member.session.id);
  expect((await eventsOf(db, member.user.id)).at(-1)).toBe("user.signed_in");
  const [event] = await rows<{ details: object }>(
    db,
    sql`SELECT details FROM audit_events WHERE type = 'user.signed_in'`,
  );
  expect(event?.details).toEqual({ method: "passkey" });
  const [used] = await rows<object>(db, sql`SELECT last_used_at IS NOT NULL AS used FROM passkeys`);
  expect(used).toEqual({ used: true });
});

test("what a browser asks with is the same for everybody", async () => {
  const { challenge, ...asked } = unwrap(await startPasskeySignIn(passkeyContext(db, null, browser)));
  const { challenge: another, ...same } = unwrap(await startPasskeySignIn(passkeyContext(db, member.token)));
  expect(asked).toEqual(same);
  expect(challenge).not.toBe(another);
  expect(asked).toEqual({
    rpId: "guestbook.example.com",
    allowCredentials: [],
    userVerification: "preferred",
    timeout: 300_000,
  });
});

test("a guest who signs in leaves its work behind, and brings it along", async () => {
  const guest = await newGuest(db);
  await addMembership(db, guest.user.id);
  const arrived = unwrap(await signIn(passkeyContext(db, guest.token)));
  expect(arrived).toMatchObject({
    user: { id: member.user.id },
    guest: { id: guest.user.id, counts: { memberships: 1 } },
  });
  expect(unwrap(await getSession(contextWith(db, guest.token)))).toBeNull();
  unwrap(await decideMerge(contextWith(db, arrived.session.token), { decision: "merge" }));
  expect(await rows(db, sql`SELECT user_id FROM memberships`)).toEqual([{ user_id: member.user.id }]);
});

const twists: Record<string, Twist> = {
  "from another origin": { origin: "https://guestbook.example.org" },
  "for another site": { rpId: "guestbook.example.org", origin: "https://guestbook.example.com" },
  "inside another site's page": { crossOrigin: true },
  "that makes a passkey": { type: "webauthn.create" },
  "without a person": { flags: 0 },
  "that can be backed up all of a sudden": { flags: present | backupEligible },
};

test.each(Object.entries(twists))("an answer %s signs nobody in", async (_, twist) => {
  const ctx = passkeyContext(db, null, browser);
  expect(await signIn(ctx, twist)).toEqual(refused);
  expect(await signIn(ctx)).toMatchObject({ ok: true });
});

const refused = {
  ok: false,
  code: "INVALID_CREDENTIALS",
  details: { fields: { credential: "Not a passkey of an account here" } },
};

test("an unknown passkey, another's key, another's handle and a changed signature get one answer", async () => {
  const ctx = passkeyContext(db, null, browser);
  const other = await newPasskeyMember(db);
  const { privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const { passkey } = member;
  expect(await signIn(ctx, {}, { ...passkey, id: "unknown" })).toEqual(refused);
  expect(await signIn(ctx, {}, { ...passkey, privateKey })).toEqual(refused);
  expect(await signIn(ctx, {}, { ...passkey, id: other.passkey.id })).toEqual(refused);
  expect(await signIn(ctx, {}, { ...passkey, userHandle: other.passkey.userHandle })).toEqual(refused);
  const { response, id } = answerBy(passkey, unwrap(await startPasskeySignIn(ctx)), { signCount: 6 });
  for (const field of ["signature", "authenticatorData", "clientDataJSON"] as const) {
    const changed = { ...response, [field]: `${response[field].slice(0, -4)}AAAA` };
    expect(await signInByPasskey(ctx, { credential: { id, response: changed } }), field).toEqual(refused);
  }
  expect(await countRows(db, "sessions", sql`user_id = ${member.user.id}`)).toBe(1);
});

test("an answer is taken once, in the browser that asked, for a sign-in, and within five minutes", async () => {
  const ctx = passkeyContext(db, null, browser);
  const asked = unwrap(await startPasskeySignIn(ctx));
  const credential = answerBy(member.passkey, asked, { signCount: 6 });
  const elsewhere = passkeyContext(db, null, { browserHash: "another browser" });
  const invalid = { ok: false, code: "TOKEN_INVALID" };
  expect(await signInByPasskey(elsewhere, { credential })).toEqual(invalid);
  expect(await signInByPasskey(passkeyContext(db), { credential })).toEqual(invalid);
  expect(await signInByPasskey(passkeyContext(db, member.token), { credential })).toEqual(invalid);
  const clock = () => new Date(Date.now() + 301_000);
  expect(await signInByPasskey({ ...ctx, clock }, { credential })).toEqual(invalid);
  expect(await signInByPasskey(ctx, { credential })).toMatchObject({ ok: true });
  expect(await signInByPasskey(ctx, { credential })).toEqual(invalid);

  const asMember = passkeyContext(db, member.token);
  const { challenge } = unwrap(await startPasskey(asMember, {}));
  expect(await signIn(asMember, { challenge, signCount: 7 })).toEqual(invalid);
});

test("one that has signed less often than is known may be a copy: refused, with an event, and its answer is used up", async () => {
  const ctx = passkeyContext(db, null, browser);
  expect(await signIn(ctx, { signCount: 5 })).toEqual(refused);
  expect(await signIn(ctx, { signCount: 0 })).toEqual(refused);
  const [first, ...more] = await rows<{ details: object }>(
    db,
    sql`SELECT details FROM audit_events WHERE type = 'passkey.refused'`,
  );
  expect(first?.details).toEqual({ passkeyId: expect.stringMatching(/^pky_/), reason: "counter" });
  expect(more).toHaveLength(1);
  expect(await countRows(db, "verification_tokens")).toBe(0);
  expect(await signIn(ctx, { signCount: 4_294_967_295 })).toMatchObject({ ok: true });
});

test("one that does not count signs in again and again", async () => {
  const { passkey, user } = await newPasskeyMember(db);
  const ctx = passkeyContext(db, null, browser);
  for (let time = 0; time < 2; time++)
    expect(await signIn(ctx, { signCount: 0 }, passkey)).toMatchObject({ data: { user: { id: user.id } } });
});

test("switched off, nobody signs in by one", async () => {
  const asked = unwrap(await startPasskeySignIn(passkeyContext(db, null, browser)));
  const off = contextWith(db, null, browser);
  const credential = answerBy(member.passkey, asked, { signCount: 6 });
  expect(await startPasskeySignIn(off)).toEqual({ ok: false, code: "METHOD_DISABLED" });
  expect(await signInByPasskey(off, { credential })).toEqual({ ok: false, code: "METHOD_DISABLED" });
});

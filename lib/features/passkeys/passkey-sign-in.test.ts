import { generateKeyPairSync } from "node:crypto";
import { sql } from "drizzle-orm";
import { beforeEach, expect, test } from "vitest";
import type { Db } from "@/db/client";
import type { Context } from "@/lib/auth/core/context";
import {
  contextWith,
  countRows,
  eventsOf,
  type Guest,
  newGuest,
  rows,
  unwrap,
} from "@/lib/auth/core/testing";
import { decideMerge } from "@/lib/auth/guest/merge";
import { getSession } from "@/lib/auth/session/session";
import {
  answerBy,
  backedUp,
  backupEligible,
  present,
  type SoftPasskey,
  type Twist,
} from "@/lib/testing/authenticator";
import { addNote, notes } from "@/lib/testing/notes";
import { testDatabase } from "@/lib/testing/test-database";
import { startPasskey } from "./passkey-registration";
import { signInByPasskey, startPasskeySignIn } from "./passkey-sign-in";
import { newPasskeyUser, passkeyContext } from "./passkey-testing";

let db: Db;
let member: Guest & { passkey: SoftPasskey };

beforeEach(async () => {
  db = await testDatabase();
  member = await newPasskeyUser(db, { signCount: 5 });
});

const browser = { browserHash: "a browser without a session" };

async function signIn(ctx: Context, twist: Twist = {}, passkey: SoftPasskey = member.passkey) {
  const asked = unwrap(await startPasskeySignIn(ctx));
  return signInByPasskey(ctx, { credential: answerBy(passkey, asked, { signCount: 6, ...twist }) });
}

test("a visitor signs in by a passkey alone, with a new session", async () => {
  const signedIn = unwrap(await signIn(passkeyContext(db, null, browser)));
  expect(signedIn).toMatchObject({ user: { id: member.user.id }, guest: null });
  expect(signedIn.session.id).not.toBe(member.session.id);
  expect((await eventsOf(db, member.user.id)).at(-1)).toBe("user.signed_in");
  const [event] = await rows<{ details: object }>(
    db,
    sql`SELECT details FROM audit_events WHERE type = 'user.signed_in'`,
  );
  expect(event?.details).toEqual({ method: "passkey" });
  const [used] = await rows<object>(db, sql`SELECT last_used_at IS NOT NULL AS used FROM passkeys`);
  expect(used).toEqual({ used: true });
});

test("the options are the same for everybody", async () => {
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

test("a guest who signs in leaves its data behind, and moves it to the account", async () => {
  const guest = await newGuest(db);
  await addNote(db, guest.user.id);
  const signedIn = unwrap(await signIn(passkeyContext(db, guest.token)));
  expect(signedIn).toMatchObject({
    user: { id: member.user.id },
    guest: { id: guest.user.id, counts: { notes: 1 } },
  });
  expect(unwrap(await getSession(contextWith(db, guest.token)))).toBeNull();
  unwrap(await decideMerge(contextWith(db, signedIn.session.token), { decision: "merge" }));
  expect(await db.select({ userId: notes.userId }).from(notes)).toEqual([{ userId: member.user.id }]);
});

const twists: Record<string, Twist> = {
  "from another origin": { origin: "https://guestbook.example.org" },
  "for another site": { rpId: "guestbook.example.org", origin: "https://guestbook.example.com" },
  "inside another site's page": { crossOrigin: true },
  "that creates a passkey": { type: "webauthn.create" },
  "without a person": { flags: 0 },
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
  const other = await newPasskeyUser(db);
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

test("a signature is accepted once, in the browser that asked, for a sign-in, and within five minutes", async () => {
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

test("a passkey whose counter is behind may be a copy: refused, with an event, and its challenge is used up", async () => {
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

const passkeyEvents = () =>
  rows<{ type: string; details: object }>(
    db,
    sql`SELECT type, details FROM audit_events WHERE type IN ('passkey.refused', 'passkey.changed') ORDER BY created_at, ctid`,
  );

test("a passkey that can suddenly be backed up is refused for that reason, with an event, and its challenge is used up", async () => {
  const ctx = passkeyContext(db, null, browser);
  expect(await signIn(ctx, { flags: present | backupEligible })).toMatchObject({
    ok: false,
    code: "CONFLICT",
    details: { fields: { credential: expect.stringContaining("not what it was") } },
  });
  const passkeyId = expect.stringMatching(/^pky_/);
  expect(await passkeyEvents()).toEqual([
    { type: "passkey.refused", details: { passkeyId, reason: "backup_eligible" } },
  ]);
  expect(await countRows(db, "verification_tokens")).toBe(0);
  expect(await signIn(ctx)).toMatchObject({ ok: true });
});

test("a passkey that was backed up since, or is not any more, signs in, with an event each time", async () => {
  const { passkey, user } = await newPasskeyUser(db, { flags: present | backupEligible });
  const ctx = passkeyContext(db, null, browser);
  for (const flags of [
    present | backupEligible | backedUp,
    present | backupEligible | backedUp,
    present | backupEligible,
  ])
    expect(await signIn(ctx, { flags, signCount: 0 }, passkey)).toMatchObject({
      data: { user: { id: user.id } },
    });
  expect(await passkeyEvents()).toMatchObject([
    { type: "passkey.changed", details: { backedUp: true } },
    { type: "passkey.changed", details: { backedUp: false } },
  ]);
});

test("a passkey without a counter signs in again and again", async () => {
  const { passkey, user } = await newPasskeyUser(db);
  const ctx = passkeyContext(db, null, browser);
  for (let time = 0; time < 2; time++)
    expect(await signIn(ctx, { signCount: 0 }, passkey)).toMatchObject({ data: { user: { id: user.id } } });
});

test("nobody signs in by passkey while passkeys are off", async () => {
  const asked = unwrap(await startPasskeySignIn(passkeyContext(db, null, browser)));
  const off = contextWith(db, null, browser);
  const credential = answerBy(member.passkey, asked, { signCount: 6 });
  expect(await startPasskeySignIn(off)).toEqual({ ok: false, code: "METHOD_DISABLED" });
  expect(await signInByPasskey(off, { credential })).toEqual({ ok: false, code: "METHOD_DISABLED" });
});

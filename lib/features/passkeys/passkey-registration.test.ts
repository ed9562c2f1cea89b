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
  rows,
  unwrap,
} from "@/lib/auth/core/testing";
import { requestMagicLink } from "@/lib/auth/email/magic-link";
import { createGuest } from "@/lib/auth/guest/create-guest";
import { createRecoveryCode, recover } from "@/lib/auth/guest/recovery";
import { changePassword } from "@/lib/auth/password/password-change";
import { getSession } from "@/lib/auth/session/session";
import { upgradeByPassword } from "@/lib/auth/upgrade/upgrade";
import { backupEligible, makePasskey, present, type Twist } from "@/lib/testing/authenticator";
import { testDatabase } from "@/lib/testing/test-database";
import { registerPasskey, startPasskey } from "./passkey-registration";
import { startPasskeySignIn } from "./passkey-sign-in";
import { addPasskey, newPasskeyUser, passkeyContext } from "./passkey-testing";

const password = "correct horse battery";

let db: Db;
let guest: Guest;

beforeEach(async () => {
  db = await testDatabase();
  guest = await newGuest(db);
});

async function expectStillAGuest({ token, user }: Guest) {
  expect(unwrap(await getSession(contextWith(db, token)))?.user).toMatchObject({
    id: user.id,
    isAnonymous: true,
  });
  expect(await eventsOf(db, user.id)).toEqual(["user.created"]);
  expect(await countRows(db, "passkeys", sql`user_id = ${user.id}`)).toBe(0);
}

test("a guest becomes a registered user by a passkey in place: same user, same session, a new secret, no address", async () => {
  await rows(db, sql`UPDATE users SET metadata = '{"theme":"dark"}' WHERE id = ${guest.user.id}`);
  await requestMagicLink(contextWith(db, guest.token), {
    email: "a@example.com",
    name: null,
    callbackURL: "/",
  });
  const { code } = unwrap(await createRecoveryCode(contextWith(db, guest.token)));
  const elsewhere = unwrap(await recover(contextWith(db), { code }));

  const { registered } = await addPasskey(passkeyContext(db, guest.token), { name: "My phone" });
  const { user, session } = unwrap(registered);
  expect(user).toMatchObject({
    id: guest.user.id,
    isAnonymous: false,
    email: null,
    createdAt: guest.user.createdAt,
    metadata: { theme: "dark" },
  });
  expect(session).toMatchObject({ id: guest.session.id, createdAt: guest.session.createdAt });
  expect(session.token).not.toBe(guest.token);
  expect(await createGuest(contextWith(db, guest.token))).toEqual({ ok: false, code: "SESSION_ROTATED" });
  expect(unwrap(await getSession(contextWith(db, elsewhere.session.token)))).toBeNull();
  expect(await countRows(db, "verification_tokens")).toBe(0);
  const events = await rows(db, sql`SELECT type, details FROM audit_events ORDER BY created_at, ctid`);
  expect(events.at(-1)).toEqual({ type: "user.upgraded", details: { method: "passkey" } });
});

test("what is stored is public, and a challenge is stored as a hash", async () => {
  const ctx = passkeyContext(db, guest.token);
  const asked = unwrap(await startPasskey(ctx, {}));
  expect(Buffer.from(asked.challenge, "base64url")).toHaveLength(32);
  const [token] = await rows<object>(db, sql`SELECT * FROM verification_tokens`);
  expect(JSON.stringify(token)).not.toContain(asked.challenge);
  const { passkey, credential } = makePasskey(asked, { flags: present | backupEligible, signCount: 7 });
  unwrap(await registerPasskey(ctx, { credential, name: null }));
  expect(await rows(db, sql`SELECT * FROM passkeys`)).toEqual([
    {
      id: expect.stringMatching(/^pky_/),
      credential_id: passkey.id,
      user_id: guest.user.id,
      name: null,
      public_key: expect.any(String),
      sign_count: expect.toSatisfy((count) => Number(count) === 7),
      transports: ["internal"],
      backup_eligible: true,
      backed_up: false,
      created_at: expect.anything(),
      last_used_at: null,
    },
  ]);
});

test("the options name nobody but by the account's own name, and last five minutes", async () => {
  const asked = unwrap(await startPasskey(passkeyContext(db, guest.token), {}));
  expect(asked).toMatchObject({
    rp: { id: "guestbook.example.com", name: "Guestbook" },
    user: {
      id: Buffer.from(guest.user.id).toString("base64url"),
      name: expect.stringMatching(/^Account of/),
    },
    attestation: "none",
    excludeCredentials: [],
    timeout: 300_000,
  });
  const member = await newPasskeyUser(db);
  const again = unwrap(await startPasskey(passkeyContext(db, member.token), {}));
  expect(again.excludeCredentials).toEqual([
    { type: "public-key", id: member.passkey.id, transports: ["internal"] },
  ]);
});

const certificate = new Map([["x5c", [new Uint8Array(8)]]]);
const twists: Record<string, Twist> = {
  "from another origin": { origin: "https://guestbook.example.org" },
  "from a subdomain": { origin: "https://evil.guestbook.example.com" },
  "from plain http": { origin: "http://guestbook.example.com" },
  "for another site": { rpId: "guestbook.example.org", origin: "https://guestbook.example.com" },
  "inside another site's page": { crossOrigin: true },
  "that is the answer to a sign-in": { type: "webauthn.get" },
  "without a person": { flags: 0 },
  "with an algorithm that was not asked for": { algorithm: -65535 },
  "with a certificate": { format: "packed", statement: certificate },
  "with a statement of a kind that was not asked for": { format: "android-key" },
  "with a statement of no kind": { format: "nonsense" },
  "with a backup of what cannot be backed up": { flags: present | 0x10 },
};

test.each(Object.entries(twists))(
  "a passkey %s is refused, and the guest stays a guest",
  async (_, twist) => {
    const { registered } = await addPasskey(passkeyContext(db, guest.token), twist);
    expect(registered).toEqual({
      ok: false,
      code: "VALIDATION_FAILED",
      details: { fields: { credential: "Not a new passkey of this site" } },
    });
    await expectStillAGuest(guest);
    expect((await addPasskey(passkeyContext(db, guest.token))).registered).toMatchObject({ ok: true });
  },
);

test("a passkey with self-attestation is accepted, as browsers pass it on", async () => {
  const { registered } = await addPasskey(passkeyContext(db, guest.token), { format: "packed" });
  expect(unwrap(registered).user.isAnonymous).toBe(false);
});

test("anything but a passkey is refused", async () => {
  const ctx = passkeyContext(db, guest.token);
  const { credential } = makePasskey(unwrap(await startPasskey(ctx, {})));
  const { response } = credential;
  const deep = Buffer.from("81".repeat(40_000), "hex").toString("base64url");
  for (const wrong of [
    { ...credential, id: "another" },
    { ...credential, response: { ...response, attestationObject: "AAAA" } },
    { ...credential, response: { ...response, attestationObject: deep } },
    { ...credential, response: { ...response, clientDataJSON: "AAAA" } },
    { ...credential, response: { ...response, clientDataJSON: Buffer.from("null").toString("base64url") } },
  ])
    expect(await registerPasskey(ctx, { credential: wrong, name: null })).toMatchObject({
      code: "VALIDATION_FAILED",
    });
  await expectStillAGuest(guest);
});

test("it is accepted once, from the session that asked, for its purpose, and within five minutes", async () => {
  const other = await newGuest(db);
  const ctx = passkeyContext(db, guest.token);
  const begin = async () => makePasskey(unwrap(await startPasskey(ctx, {}))).credential;

  const stolen = await begin();
  expect(await registerPasskey(passkeyContext(db, other.token), { credential: stolen, name: null })).toEqual({
    ok: false,
    code: "TOKEN_INVALID",
  });
  const replaced = stolen;
  const late = await begin();
  expect(await registerPasskey(ctx, { credential: replaced, name: null })).toMatchObject({
    code: "TOKEN_INVALID",
  });
  const clock = () => new Date(Date.now() + 301_000);
  expect(await registerPasskey({ ...ctx, clock }, { credential: late, name: null })).toMatchObject({
    code: "TOKEN_INVALID",
  });
  const { challenge } = unwrap(await startPasskeySignIn(ctx));
  expect((await addPasskey(ctx, { challenge })).registered).toMatchObject({ code: "TOKEN_INVALID" });
  expect((await addPasskey(ctx, { challenge: "invented" })).registered).toMatchObject({
    code: "TOKEN_INVALID",
  });
  await expectStillAGuest(guest);
  await expectStillAGuest(other);

  const credential = await begin();
  const member = unwrap(await registerPasskey(ctx, { credential, name: null }));
  expect(await registerPasskey(ctx, { credential, name: null })).toMatchObject({ code: "SESSION_ROTATED" });
  const asMember = passkeyContext(db, member.session.token);
  expect(await registerPasskey(asMember, { credential, name: null })).toMatchObject({
    code: "TOKEN_INVALID",
  });
});

test("a passkey is one person's: somebody else's is refused, and the guest stays a guest", async () => {
  const owner = await newPasskeyUser(db);
  const credentialId = Buffer.from(owner.passkey.id, "base64url");
  const { registered } = await addPasskey(passkeyContext(db, guest.token), { credentialId });
  expect(registered).toEqual({ ok: false, code: "ACCOUNT_ALREADY_LINKED" });
  await expectStillAGuest(guest);
});

test("a registered user adds another with the password, where there is one; the session stays, and an email says so", async () => {
  const member = await newUser(db, "jane@example.com");
  await rows(db, sql`UPDATE users SET email_verified_at = now() WHERE id = ${member.user.id}`);
  const ctx = passkeyContext(db, member.token);
  expect(await startPasskey(ctx, {})).toMatchObject({
    code: "VALIDATION_FAILED",
    details: { fields: { password: "Enter your password" } },
  });
  expect(await startPasskey(ctx, { password: "wrong" })).toMatchObject({ code: "INVALID_CREDENTIALS" });
  expect(await countRows(db, "verification_tokens", sql`purpose LIKE 'passkey%'`)).toBe(0);
  const { registered } = await addPasskey(ctx, { password });
  expect(unwrap(registered)).toMatchObject({
    user: { id: member.user.id, email: "jane@example.com" },
    session: { id: member.session.id, token: null },
  });
  expect(unwrap(await getSession(ctx))?.session.id).toBe(member.session.id);
  expect((await eventsOf(db, member.user.id)).at(-1)).toBe("passkey.added");
  expect(await countRows(db, "mail_outbox", sql`kind = 'passkey-added'`)).toBe(1);
});

test("a registered user without a password adds another by a recent sign-in alone", async () => {
  const member = await newPasskeyUser(db);
  const ctx = passkeyContext(db, member.token);
  expect((await addPasskey(ctx)).registered).toMatchObject({ ok: true });
  expect(await countRows(db, "passkeys", sql`user_id = ${member.user.id}`)).toBe(2);
  const clock = () => new Date(Date.now() + 11 * 60 * 1000);
  expect(await startPasskey({ ...ctx, clock }, {})).toEqual({ ok: false, code: "RECENT_SIGN_IN_REQUIRED" });
});

test("what a guest began does not continue after the upgrade, and a new password ends what the old one began", async () => {
  const { credential } = makePasskey(unwrap(await startPasskey(passkeyContext(db, guest.token), {})));
  const member = unwrap(
    await upgradeByPassword(contextWith(db, guest.token), {
      email: "jane@example.com",
      password,
      name: null,
    }),
  );
  const ctx = passkeyContext(db, member.session.token);
  expect(await registerPasskey(ctx, { credential, name: null })).toMatchObject({ code: "TOKEN_INVALID" });

  const begun = makePasskey(unwrap(await startPasskey(ctx, { password }))).credential;
  const newPassword = "another horse, another battery";
  const { session } = unwrap(await changePassword(ctx, { currentPassword: password, newPassword }));
  expect(
    await registerPasskey(passkeyContext(db, session.token), { credential: begun, name: null }),
  ).toMatchObject({ code: "TOKEN_INVALID" });
  expect(await countRows(db, "passkeys")).toBe(0);
});

test("nobody creates one while passkeys are off, nor without a session", async () => {
  const ctx = passkeyContext(db, guest.token);
  const { credential } = makePasskey(unwrap(await startPasskey(ctx, {})));
  const off = contextWith(db, guest.token);
  expect(await startPasskey(off, {})).toEqual({ ok: false, code: "METHOD_DISABLED" });
  expect(await registerPasskey(off, { credential, name: null })).toEqual({
    ok: false,
    code: "METHOD_DISABLED",
  });
  const nobody = passkeyContext(db);
  expect(await startPasskey(nobody, {})).toEqual({ ok: false, code: "NO_SESSION" });
  expect(await registerPasskey(nobody, { credential, name: null })).toEqual({
    ok: false,
    code: "NO_SESSION",
  });
  const clock = () => new Date(Date.now() + 8 * 24 * 60 * 60 * 1000);
  expect(await startPasskey({ ...ctx, clock }, {})).toEqual({ ok: false, code: "ANONYMOUS_SESSION_EXPIRED" });
  await expectStillAGuest(guest);
});

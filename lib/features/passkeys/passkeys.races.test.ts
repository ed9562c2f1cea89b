import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Result } from "@/lib/api/result";
import { lockUsers } from "@/lib/auth/core/locked-users";
import { contextWith, type Guest, newGuest, unwrap } from "@/lib/auth/core/testing";
import { detachClaim } from "@/lib/auth/email/email-claims";
import { hashPassword } from "@/lib/auth/password/passwords";
import { getSession, signOut } from "@/lib/auth/session/session";
import { upgradeWithHash } from "@/lib/auth/upgrade/upgrade";
import { answerBy, makePasskey, type Twist } from "@/lib/testing/authenticator";
import { type RealDatabase, realDatabase } from "@/lib/testing/real-database";
import type { NewCredential } from "./api";
import { registerPasskey, startPasskey } from "./passkey-registration";
import { signInByPasskey, startPasskeySignIn } from "./passkey-sign-in";
import { addPasskey, newPasskeyUser, passkeyContext } from "./passkey-testing";
import { listPasskeys, removePasskey } from "./passkeys";

const rounds = 60;

let real: RealDatabase;
let passwordHash: string;

beforeAll(async () => {
  real = await realDatabase();
  passwordHash = await hashPassword("correct horse battery");
});

afterAll(async () => {
  expect(await real.brokenInvariants()).toEqual({});
  await real.close();
});

/** Status or code of each, in a fixed order. */
const outcomes = (results: Result<unknown>[]) =>
  results.map((result) => (result.ok ? String(result.status) : result.code)).sort();

const addressOf = (guest: Guest) => `${guest.user.id.toLowerCase()}@example.com`;

async function everyRound(round: (guest: Guest) => Promise<void>) {
  for (let index = 0; index < rounds; index++) await round(await newGuest(real.db));
}

async function begin(guest: Guest, twist: Twist = {}): Promise<NewCredential> {
  return makePasskey(unwrap(await startPasskey(passkeyContext(real.db, guest.token), {})), twist).credential;
}

const finish = (guest: Guest, credential: NewCredential) =>
  registerPasskey(passkeyContext(real.db, guest.token), { credential, name: null });

const byPassword = (guest: Guest) =>
  upgradeWithHash(contextWith(real.db, guest.token), { email: addressOf(guest), name: null }, passwordHash);

const countOf = async (table: string, userId: string) =>
  (await real.query(`SELECT 1 FROM ${table} WHERE user_id = $1`, [userId])).length;

test("an upgrade by passkey and one by password at the same time: one wins, whole", async () => {
  await everyRound(async (guest) => {
    const credential = await begin(guest);
    const [passkey, password] = await Promise.all([finish(guest, credential), byPassword(guest)]);
    expect([passkey.ok, password.ok].sort()).toEqual([false, true]);
    const [user] = await real.query("SELECT is_anonymous, email FROM users WHERE id = $1", [guest.user.id]);
    expect(user).toEqual({ is_anonymous: false, email: password.ok ? addressOf(guest) : null });
    expect(await countOf("passkeys", guest.user.id)).toBe(passkey.ok ? 1 : 0);
    expect(await countOf("passwords", guest.user.id)).toBe(password.ok ? 1 : 0);
    expect(await real.query("SELECT id FROM sessions WHERE user_id = $1", [guest.user.id])).toEqual([
      { id: guest.session.id },
    ]);
  });
});

test("the same passkey sent twice: one upgrade, one passkey", async () => {
  await everyRound(async (guest) => {
    const credential = await begin(guest);
    const results = await Promise.all([finish(guest, credential), finish(guest, credential)]);
    expect(outcomes(results)).toEqual(["200", "SESSION_ROTATED"]);
    expect(await countOf("passkeys", guest.user.id)).toBe(1);
  });
});

test("two guests with one passkey: one has it, and the other is still a guest who can upgrade", async () => {
  await everyRound(async (guest) => {
    const other = await newGuest(real.db);
    const credentialId = Buffer.from(guest.user.id);
    const credentials = [await begin(guest, { credentialId }), await begin(other, { credentialId })] as const;
    const results = await Promise.all([finish(guest, credentials[0]), finish(other, credentials[1])]);
    expect(outcomes(results)).toEqual(["200", "ACCOUNT_ALREADY_LINKED"]);
    const loser = results[0].ok ? other : guest;
    expect(unwrap(await getSession(contextWith(real.db, loser.token)))?.user.isAnonymous).toBe(true);
    expect(await finish(loser, await begin(loser))).toMatchObject({ ok: true });
  });
});

test("a sign-out meanwhile: either the upgrade came first or it did not happen", async () => {
  await everyRound(async (guest) => {
    const credential = await begin(guest);
    const [upgraded] = await Promise.all([
      finish(guest, credential),
      signOut(contextWith(real.db, guest.token)),
    ]);
    const [user] = await real.query("SELECT is_anonymous FROM users WHERE id = $1", [guest.user.id]);
    expect(user).toEqual({ is_anonymous: !upgraded.ok });
    expect(await countOf("passkeys", guest.user.id)).toBe(upgraded.ok ? 1 : 0);
    if (!upgraded.ok) expect(upgraded.code).toBe("NO_SESSION");
  });
});

test("a deletion meanwhile: no row of the guest comes back", async () => {
  await everyRound(async (guest) => {
    const credential = await begin(guest);
    const [upgraded] = await Promise.all([
      finish(guest, credential),
      real.query("DELETE FROM users WHERE id = $1 AND is_anonymous", [guest.user.id]),
    ]);
    expect(await countOf("passkeys", guest.user.id)).toBe(upgraded.ok ? 1 : 0);
  });
});

test("the last two sign-in methods removed at the same time: one stays", async () => {
  for (let index = 0; index < rounds; index++) {
    const member = await newPasskeyUser(real.db);
    const ctx = passkeyContext(real.db, member.token);
    await addPasskey(ctx);
    const ids = unwrap(await listPasskeys(ctx)).map(({ id }) => id);
    const results = await Promise.all(ids.map((id) => removePasskey(ctx, { id })));
    expect(outcomes(results)).toEqual(["200", "CONFLICT"]);
    expect(await countOf("passkeys", member.user.id)).toBe(1);
  }
});

test("a claim that is detached while the claimant adds a passkey: a registered user with it, or a guest without", async () => {
  await everyRound(async (guest) => {
    const email = addressOf(guest);
    const claimed = unwrap(await byPassword(guest));
    const claimant = { ...claimed, token: claimed.session.token ?? "" };
    const password = "correct horse battery";
    const asked = unwrap(await startPasskey(passkeyContext(real.db, claimant.token), { password }));
    const detach = async () => {
      // In step with the verification of the passkey, which takes a moment.
      await sleep(Math.random() * 4);
      await real.db.transaction(async (db) => {
        const prover = { ...contextWith(real.db), db };
        await lockUsers(prover, { email });
        await detachClaim(prover, email, "usr_prover");
      });
    };
    const [added] = await Promise.all([finish(claimant, makePasskey(asked).credential), detach()]);
    const [user] = await real.query("SELECT is_anonymous, email FROM users WHERE id = $1", [guest.user.id]);
    expect(user).toEqual({ is_anonymous: !added.ok, email: null });
    expect(await countOf("passkeys", guest.user.id)).toBe(added.ok ? 1 : 0);
  });
});

test("one signature sent twice: one sign-in; two signatures with one count: one sign-in, and the other may be a copy", async () => {
  for (let index = 0; index < rounds; index++) {
    const member = await newPasskeyUser(real.db);
    const browser = (name: string) =>
      passkeyContext(real.db, null, { browserHash: `${name} ${member.user.id}` });
    const answerIn = async (ctx: ReturnType<typeof browser>, signCount: number) =>
      answerBy(member.passkey, unwrap(await startPasskeySignIn(ctx)), { signCount });

    const here = browser("here");
    const credential = await answerIn(here, 1);
    const twice = await Promise.all([
      signInByPasskey(here, { credential }),
      signInByPasskey(here, { credential }),
    ]);
    expect(outcomes(twice)).toEqual(["200", "TOKEN_INVALID"]);

    const there = browser("there");
    const answers = [await answerIn(here, 2), await answerIn(there, 2)] as const;
    const copies = await Promise.all([
      signInByPasskey(here, { credential: answers[0] }),
      signInByPasskey(there, { credential: answers[1] }),
    ]);
    expect(outcomes(copies)).toEqual(["200", "INVALID_CREDENTIALS"]);
    expect(
      await real.query("SELECT 1 FROM audit_events WHERE user_id = $1 AND type = 'passkey.refused'", [
        member.user.id,
      ]),
    ).toHaveLength(1);
  }
});

import { sql } from "drizzle-orm";
import { beforeEach, expect, test } from "vitest";
import type { Db } from "@/db/client";
import { contextWith, eventsOf, lastToken, newGuest, newUser, rows, unwrap } from "@/lib/auth/core/testing";
import { forgotPassword, resetPassword } from "@/lib/auth/password/password-reset";
import { signIn } from "@/lib/auth/password/sign-in";
import { getSession } from "@/lib/auth/session/session";
import { addNote } from "@/lib/testing/notes";
import { testDatabase } from "@/lib/testing/test-database";
import { changeEmail, verifyEmail } from "./verify-email";

// The five classes of attack in A. Sudhodanan and A. Paverd, "Pre-hijacked accounts", USENIX Security 2022. The attacker
// comes first, with an account that claims the victim's address; the victim proves the mailbox later.

const victim = "victim@example.com";
const attackers = "the attacker's password";
const victims = "the victim's own password";

let db: Db;
beforeEach(async () => {
  db = await testDatabase();
});

async function resetByVictim() {
  unwrap(await forgotPassword(contextWith(db), { email: victim }));
  const token = await lastToken(db, "reset-password");
  return unwrap(await resetPassword(contextWith(db), { token, password: victims }));
}

test("classic-federated merge: the attacker's password does not open the account of the user who proves the mailbox", async () => {
  const attacker = await newUser(db, victim, attackers);
  const prover = await resetByVictim();

  expect(prover.user).toMatchObject({ email: victim, emailVerified: true, isAnonymous: false });
  expect(prover.user.id).not.toBe(attacker.user.id);
  expect(await signIn(contextWith(db), { email: victim, password: attackers })).toMatchObject({
    code: "INVALID_CREDENTIALS",
  });
  const signedIn = unwrap(await signIn(contextWith(db), { email: victim, password: victims }));
  expect(signedIn.user.id).toBe(prover.user.id);
});

test("unexpired session: the attacker's session stays the attacker's, a guest's, and the others end", async () => {
  const attacker = await newUser(db, victim, attackers);
  const second = unwrap(await signIn(contextWith(db), { email: victim, password: attackers }));
  await addNote(db, attacker.user.id);
  const signedIn = await resetByVictim();

  expect(unwrap(await getSession(contextWith(db, attacker.token)))).toBeNull();
  const kept = unwrap(await getSession(contextWith(db, second.session.token)));
  expect(kept?.user).toMatchObject({
    id: attacker.user.id,
    isAnonymous: true,
    email: null,
    emailVerified: false,
  });
  expect(await rows(db, sql`SELECT user_id FROM test_notes`)).toEqual([{ user_id: attacker.user.id }]);
  expect(await eventsOf(db, attacker.user.id)).toContain("user.email_detached");
  expect(await eventsOf(db, signedIn.user.id)).toEqual([
    "user.created",
    "user.email_verified",
    "user.password_changed",
    "user.signed_in",
  ]);
});

test("trojan identifier: a social account that the attacker linked opens the attacker's account alone", async () => {
  const attacker = await newUser(db, victim, attackers);
  await rows(
    db,
    sql`INSERT INTO accounts (provider, provider_account_id, type, user_id)
    VALUES ('github', '666', 'oauth', ${attacker.user.id})`,
  );
  const signedIn = await resetByVictim();

  const owners = sql`SELECT user_id, is_anonymous, email FROM accounts JOIN users u ON u.id = user_id`;
  expect(await rows(db, owners)).toEqual([{ user_id: attacker.user.id, is_anonymous: false, email: null }]);
  expect(signedIn.user.id).not.toBe(attacker.user.id);
});

test("unexpired email change: what was pending before a reset cannot be proven after it", async () => {
  const owner = await newUser(db, victim, attackers);
  unwrap(await verifyEmail(contextWith(db, owner.token), { token: await lastToken(db, "verify-email") }));
  const asked = { email: "attacker@example.com", password: attackers };
  unwrap(await changeEmail(contextWith(db, owner.token), asked));
  const change = await lastToken(db, "change-email");
  const signedIn = await resetByVictim();

  expect(signedIn.user.id).toBe(owner.user.id);
  const proven = await verifyEmail(contextWith(db, signedIn.session.token), { token: change });
  expect(proven).toMatchObject({ code: "TOKEN_INVALID" });
});

test("non-verifying provider: an address that a provider did not verify is detached like any other claim", async () => {
  const attacker = await newGuest(db);
  await rows(
    db,
    sql`UPDATE users SET is_anonymous = false, email = ${victim} WHERE id = ${attacker.user.id}`,
  );
  await rows(
    db,
    sql`INSERT INTO accounts (provider, provider_account_id, type, user_id)
    VALUES ('oidc', 'liar', 'oidc', ${attacker.user.id})`,
  );
  const signedIn = await resetByVictim();

  expect(signedIn.user).toMatchObject({ email: victim, emailVerified: true });
  const kept = unwrap(await getSession(contextWith(db, attacker.token)));
  expect(kept?.user).toMatchObject({ id: attacker.user.id, isAnonymous: false, email: null });
});

test("proving the mailbox with the claimant's session verifies the claim in place", async () => {
  const claimant = await newUser(db, victim, attackers);
  unwrap(await forgotPassword(contextWith(db), { email: victim }));
  const token = await lastToken(db, "reset-password");
  const signedIn = unwrap(await resetPassword(contextWith(db, claimant.token), { token, password: victims }));

  expect(signedIn.user).toMatchObject({ id: claimant.user.id, emailVerified: true });
  expect(await eventsOf(db, claimant.user.id)).not.toContain("user.email_detached");
});

test("a mail that the attacker asked for proves nothing without the account's session or password", async () => {
  const attacker = await newUser(db, "attacker@example.com", attackers);
  unwrap(await changeEmail(contextWith(db, attacker.token), { email: victim, password: attackers }));
  const token = await lastToken(db, "change-email");

  expect(await verifyEmail(contextWith(db), { token })).toMatchObject({ code: "VALIDATION_FAILED" });
  expect(await verifyEmail(contextWith(db), { token, password: victims })).toMatchObject({
    code: "INVALID_CREDENTIALS",
  });
  expect(unwrap(await getSession(contextWith(db, attacker.token)))?.user.email).toBe("attacker@example.com");
});

import { randomInt } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Result } from "@/lib/api/result";
import { contextWith, type Guest, newGuest, unwrap } from "@/lib/auth/core/testing";
import { hashPassword } from "@/lib/auth/password/passwords";
import { getSession, signOut } from "@/lib/auth/session/session";
import { upgradeWithHash } from "@/lib/auth/upgrade/upgrade";
import { type RealDatabase, realDatabase } from "@/lib/testing/real-database";
import type { SocialProfile } from "./accounts";
import { listAccounts, unlinkAccount } from "./accounts";
import { completeSocialSignIn, type OAuthIntent } from "./social";

const rounds = 100;

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

function profileOf(key: string, change: Partial<SocialProfile> = {}): SocialProfile {
  const subject = key.toLowerCase();
  const email = `${subject}@example.com`;
  return { provider: "google", subject, type: "oidc", email, name: "Jane", image: null, ...change };
}

function comeBack(guest: Guest | null, profile: SocialProfile, intent: OAuthIntent = "upgrade") {
  const start = { intent, sessionId: guest?.session.id ?? null };
  return completeSocialSignIn(contextWith(real.db, guest?.token ?? null), start, profile);
}

/** What each was answered, in a fixed order: a new secret, that it was done already, or an error. */
const outcomes = (results: Result<object | null>[]) =>
  results
    .map((result) => (!result.ok ? result.code : result.data === null ? "done already" : "signed in"))
    .sort();

async function after<T>(milliseconds: number, work: () => Promise<T>): Promise<T> {
  await sleep(milliseconds);
  return work();
}

async function everyRound(round: (guest: Guest) => Promise<void>) {
  for (let index = 0; index < rounds; index++) await round(await newGuest(real.db));
}

const count = async (table: string, column: string, value: string) =>
  (await real.query(`SELECT 1 FROM ${table} WHERE ${column} = $1`, [value])).length;

test("two returns at the same time: one upgrades, the other finds it done", async () => {
  await everyRound(async (guest) => {
    const profile = profileOf(guest.user.id);
    const results = await Promise.all([comeBack(guest, profile), comeBack(guest, profile)]);
    expect(outcomes(results)).toEqual(["done already", "signed in"]);
    expect(await count("accounts", "user_id", guest.user.id)).toBe(1);
    expect(await count("sessions", "user_id", guest.user.id)).toBe(1);
    expect(await count("rotated_tokens", "user_id", guest.user.id)).toBe(1);
  });
});

test("an upgrade by password and a return at the same time: one of them wins, whole", async () => {
  const winners = new Set<string>();
  let round = 0;
  await everyRound(async (guest) => {
    const typed = { email: `typed-${guest.user.id.toLowerCase()}@example.com`, name: null };
    const profile = profileOf(guest.user.id);
    // Each has a head start in turn: a whole second in the first two rounds, so that both have won once, then a few milliseconds.
    const headStart = round < 2 ? 1_000 : randomInt(8);
    const first = round++ % 2;
    const [byPassword, bySocial] = await Promise.all([
      after(first === 0 ? 0 : headStart, () =>
        upgradeWithHash(contextWith(real.db, guest.token), typed, passwordHash),
      ),
      after(first === 1 ? 0 : headStart, () => comeBack(guest, profile)),
    ]);
    expect([byPassword.ok, bySocial.ok].filter(Boolean)).toHaveLength(1);
    const [user] = await real.query("SELECT is_anonymous, email FROM users WHERE id = $1", [guest.user.id]);
    expect(user).toEqual({ is_anonymous: false, email: byPassword.ok ? typed.email : profile.email });
    expect(await count("passwords", "user_id", guest.user.id)).toBe(byPassword.ok ? 1 : 0);
    expect(await count("accounts", "user_id", guest.user.id)).toBe(bySocial.ok ? 1 : 0);
    winners.add(byPassword.ok ? "password" : "social");
  });
  expect(winners.size).toBe(2);
});

test("two guests with one account at the same time: one is upgraded, the other is still a guest and told why", async () => {
  await everyRound(async (guest) => {
    const rival = await newGuest(real.db);
    const profile = profileOf(guest.user.id);
    const results = await Promise.all([comeBack(guest, profile), comeBack(rival, profile)]);
    expect(outcomes(results)).toEqual(["ACCOUNT_ALREADY_LINKED", "signed in"]);
    const loser = results[0]?.ok ? rival : guest;
    expect(await getSession(contextWith(real.db, loser.token))).toMatchObject({
      data: { user: { id: loser.user.id, isAnonymous: true } },
    });
  });
});

test("two guests with one verified address from two providers at the same time: one gets it", async () => {
  await everyRound(async (guest) => {
    const rival = await newGuest(real.db);
    const profile = profileOf(guest.user.id);
    const results = await Promise.all([
      comeBack(guest, profile),
      comeBack(rival, { ...profile, provider: "apple" }),
    ]);
    expect(outcomes(results)).toEqual(["EMAIL_ALREADY_IN_USE", "signed in"]);
  });
});

test("a claim by password and a proof by a provider at the same time: the prover has the address", async () => {
  await everyRound(async (guest) => {
    const claimant = await newGuest(real.db);
    const profile = profileOf(guest.user.id);
    const claim = { email: profile.email ?? "", name: null };
    const [claimed, proven] = await Promise.all([
      upgradeWithHash(contextWith(real.db, claimant.token), claim, passwordHash),
      comeBack(guest, profile),
    ]);
    expect(proven.ok).toBe(true);
    if (!claimed.ok) expect(claimed.code).toBe("EMAIL_ALREADY_IN_USE");
    expect(await real.query("SELECT id FROM users WHERE email = $1", [profile.email])).toEqual([
      { id: guest.user.id },
    ]);
    expect(await count("passwords", "user_id", claimant.user.id)).toBe(0);
  });
});

test("two visitors with one new account at the same time: one user, both signed in", async () => {
  await everyRound(async ({ user }) => {
    const profile = profileOf(`new-${user.id}`);
    const results = await Promise.all([
      comeBack(null, profile, "sign-in"),
      comeBack(null, profile, "sign-in"),
    ]);
    expect(outcomes(results)).toEqual(["signed in", "signed in"]);
    expect(await count("users", "email", profile.email ?? "")).toBe(1);
  });
});

test("two sign-ins from one guest's browser at the same time: one switches, the other finds it done", async () => {
  await everyRound(async (guest) => {
    const owner = await newGuest(real.db);
    const profile = profileOf(owner.user.id);
    await comeBack(owner, profile);
    const results = await Promise.all([
      comeBack(guest, profile, "sign-in"),
      comeBack(guest, profile, "sign-in"),
    ]);
    expect(outcomes(results)).toEqual(["done already", "signed in"]);
  });
});

test("a sign-out and a return at the same time: upgraded and signed out, or not upgraded; never a session that stays", async () => {
  await everyRound(async (guest) => {
    const [, result] = await Promise.all([
      signOut(contextWith(real.db, guest.token)),
      comeBack(guest, profileOf(guest.user.id)),
    ]);
    const [user] = await real.query("SELECT is_anonymous FROM users WHERE id = $1", [guest.user.id]);
    expect(user).toEqual({ is_anonymous: !result.ok });
    if (!result.ok) expect(result.code).toBe("NO_SESSION");
    expect(await count("sessions", "user_id", guest.user.id)).toBe(result.ok ? 1 : 0);
  });
});

test("two users who link one account at the same time: one has it, and the other is told", async () => {
  await everyRound(async (guest) => {
    const profile = profileOf(guest.user.id, { email: null });
    const rival = await newGuest(real.db);
    const linkers = [];
    for (const { user, token, session } of [guest, rival]) {
      const typed = { email: `linker-${user.id.toLowerCase()}@example.com`, name: null };
      const upgraded = await upgradeWithHash(contextWith(real.db, token), typed, passwordHash);
      if (!upgraded.ok) throw new Error(upgraded.code);
      linkers.push({ user, session, token: upgraded.data.session.token ?? "" });
    }
    const results = await Promise.all(linkers.map((linker) => comeBack(linker, profile, "link")));
    expect(outcomes(results)).toEqual(["ACCOUNT_ALREADY_LINKED", "done already"]);
    expect(await count("accounts", "provider_account_id", profile.subject)).toBe(1);
  });
});

test("the last two accounts unlinked at the same time: one stays", async () => {
  await everyRound(async (guest) => {
    const upgraded = await comeBack(guest, profileOf(guest.user.id, { email: null }));
    const token = (upgraded.ok && upgraded.data?.session.token) || "";
    await comeBack({ ...guest, token }, profileOf(`${guest.user.id}-2`, { email: null }), "link");
    const ctx = contextWith(real.db, token);
    const ids = unwrap(await listAccounts(ctx)).map(({ id }) => id);
    const results = await Promise.all(ids.map((id) => unlinkAccount(ctx, { id })));
    expect(outcomes(results)).toEqual(["CONFLICT", "done already"]);
    expect(await count("accounts", "user_id", guest.user.id)).toBe(1);
  });
});

test("a deleted guest is not brought back", async () => {
  await everyRound(async (guest) => {
    await Promise.all([
      real.query("DELETE FROM users WHERE id = $1", [guest.user.id]),
      comeBack(guest, profileOf(guest.user.id)).catch(() => null),
    ]);
    expect(await count("users", "id", guest.user.id)).toBe(0);
    expect(await count("accounts", "user_id", guest.user.id)).toBe(0);
  });
});

import { afterAll, beforeAll, expect, test } from "vitest";
import type { Result } from "@/lib/api/result";
import { contextWith, type Guest, newGuest } from "@/lib/auth/core/testing";
import { createGuest } from "@/lib/auth/guest/create-guest";
import { hashPassword } from "@/lib/auth/password/passwords";
import { getSession, signOut } from "@/lib/auth/session/session";
import { type RealDatabase, realDatabase } from "@/lib/testing/real-database";
import { upgradeWithHash } from "./upgrade";

const rounds = 150;

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

const addressOf = (guest: Guest, prefix = "") => `${prefix}${guest.user.id.toLowerCase()}@example.com`;

/** The second half of an upgrade: all that touches the database, without the slow hash that would keep racers apart. */
function upgradeTo(guest: Guest, email: string) {
  return upgradeWithHash(contextWith(real.db, guest.token), { email, name: null }, passwordHash);
}

/** Status or code of each, in a fixed order. */
const outcomes = (results: Result<unknown>[]) =>
  results.map((result) => (result.ok ? String(result.status) : result.code)).sort();

async function everyRound(round: (guest: Guest, index: number) => Promise<void>) {
  for (let index = 0; index < rounds; index++) await round(await newGuest(real.db), index);
}

test("the same upgrade sent twice without a key: one 200, one 401, one email", async () => {
  await everyRound(async (guest) => {
    const email = addressOf(guest);
    const results = await Promise.all([upgradeTo(guest, email), upgradeTo(guest, email)]);
    expect(outcomes(results)).toEqual(["200", "SESSION_ROTATED"]);
    expect(await real.query("SELECT id FROM mail_outbox WHERE recipient = $1", [email])).toHaveLength(1);
    expect(
      await real.query("SELECT id FROM verification_tokens WHERE user_id = $1", [guest.user.id]),
    ).toHaveLength(1);
    expect(await real.query("SELECT id FROM sessions WHERE user_id = $1", [guest.user.id])).toEqual([
      { id: guest.session.id },
    ]);
  });
});

test("two addresses at once: one wins whole", async () => {
  await everyRound(async (guest) => {
    const emails = [addressOf(guest, "a."), addressOf(guest, "b.")];
    const results = await Promise.all(emails.map((email) => upgradeTo(guest, email)));
    expect(outcomes(results)).toEqual(["200", "SESSION_ROTATED"]);
    const winner = results.find((result) => result.ok);
    const [row] = await real.query(
      `SELECT u.email, t.email AS token_email, m.recipients FROM users u JOIN verification_tokens t ON t.user_id = u.id,
        LATERAL (SELECT array_agg(recipient) AS recipients FROM mail_outbox WHERE recipient = ANY($2)) AS m WHERE u.id = $1`,
      [guest.user.id, emails],
    );
    const email = winner?.ok ? winner.data.user.email : null;
    expect(row).toEqual({ email, token_email: email, recipients: [email] });
  });
});

test("two guests for one address: one 200, one 409, and the loser is still a guest who can upgrade", async () => {
  await everyRound(async (guest) => {
    const guests = [guest, await newGuest(real.db)];
    const email = addressOf(guest);
    const results = await Promise.all(guests.map((racer) => upgradeTo(racer, email)));
    expect(outcomes(results)).toEqual(["200", "EMAIL_ALREADY_IN_USE"]);
    const loser = guests[results.findIndex((result) => !result.ok)];
    if (!loser) throw new Error("nobody lost");
    const session = await getSession(contextWith(real.db, loser.token));
    expect(session).toMatchObject({
      ok: true,
      data: { user: { id: loser.user.id, isAnonymous: true, email: null } },
    });
    expect(await upgradeTo(loser, addressOf(loser, "again."))).toMatchObject({ ok: true });
    expect(await real.query("SELECT id FROM mail_outbox WHERE recipient = $1", [email])).toHaveLength(1);
  });
});

test("a sign-out meanwhile: either the upgrade came first or it did not happen, and no session comes back", async () => {
  await everyRound(async (guest) => {
    const [upgraded] = await Promise.all([
      upgradeTo(guest, addressOf(guest)),
      signOut(contextWith(real.db, guest.token)),
    ]);
    const sessions = await real.query("SELECT id FROM sessions WHERE user_id = $1", [guest.user.id]);
    const [user] = await real.query("SELECT is_anonymous FROM users WHERE id = $1", [guest.user.id]);
    expect(user).toEqual({ is_anonymous: !upgraded.ok });
    if (!upgraded.ok) expect({ code: upgraded.code, sessions }).toEqual({ code: "NO_SESSION", sessions: [] });
    expect(await getSession(contextWith(real.db, guest.token))).toEqual({
      ok: true,
      status: 200,
      data: null,
    });
  });
});

test("a deletion meanwhile: no row of the user comes back", async () => {
  await everyRound(async (guest) => {
    const [upgraded] = await Promise.all([
      upgradeTo(guest, addressOf(guest)),
      real.query("DELETE FROM users WHERE id = $1 AND is_anonymous", [guest.user.id]),
    ]);
    const users = await real.query("SELECT id FROM users WHERE id = $1", [guest.user.id]);
    expect(users).toHaveLength(upgraded.ok ? 1 : 0);
    const left = await real.query(
      `SELECT user_id FROM sessions WHERE user_id = $1 UNION ALL SELECT user_id FROM passwords WHERE user_id = $1
       UNION ALL SELECT user_id FROM verification_tokens WHERE user_id = $1`,
      [guest.user.id],
    );
    expect(left).toHaveLength(upgraded.ok ? 3 : 0);
  });
});

test("a guest's token copied before the upgrade gives nothing after it, not even a guest", async () => {
  await everyRound(async (guest) => {
    const copied = guest.token;
    const upgraded = await upgradeTo(guest, addressOf(guest));
    expect(upgraded).toMatchObject({
      ok: true,
      data: { user: { id: guest.user.id }, session: { id: guest.session.id } },
    });
    const thief = contextWith(real.db, copied);
    expect(await getSession(thief)).toEqual({ ok: true, status: 200, data: null });
    expect(await createGuest(thief)).toEqual({ ok: false, code: "SESSION_ROTATED" });
    expect(outcomes([await upgradeTo(guest, addressOf(guest, "thief."))])).toEqual(["SESSION_ROTATED"]);
  });
});

test("creating, reading and upgrading are one statement each, as the server itself counts them", async () => {
  const guest = await newGuest(real.db);
  await real.query("CREATE EXTENSION pg_stat_statements");
  await real.query("SELECT pg_stat_statements_reset()");
  await createGuest(contextWith(real.db));
  await getSession(contextWith(real.db, guest.token));
  await upgradeTo(guest, addressOf(guest));
  const [counted] = await real.query(
    `SELECT sum(calls)::int AS calls FROM pg_stat_statements s JOIN pg_database d ON d.oid = s.dbid
     WHERE d.datname = current_database() AND query NOT LIKE '%pg_stat_statements%' AND toplevel`,
  );
  expect(counted).toEqual({ calls: 3 });
});

import { PGlite } from "@electric-sql/pglite";
import { sql } from "drizzle-orm";
import { expect, test, vi } from "vitest";
import type { Db } from "@/db/client";
import { findApiKey } from "@/lib/auth/admin/api-keys";
import { listAuditEvents } from "@/lib/auth/admin/audit-trail";
import { listUsers, searchUsers } from "@/lib/auth/admin/user-list";
import { requestMagicLink, verifyMagicLink } from "@/lib/auth/email/magic-link";
import { deliverOutbox } from "@/lib/auth/email/outbox";
import { createGuest } from "@/lib/auth/guest/create-guest";
import { previewMerge } from "@/lib/auth/guest/merge";
import { createRecoveryCode, recover } from "@/lib/auth/guest/recovery";
import { forgotPassword, resetPassword } from "@/lib/auth/password/password-reset";
import { signIn } from "@/lib/auth/password/sign-in";
import { getSession, signOut } from "@/lib/auth/session/session";
import { listSessions, revokeSession } from "@/lib/auth/session/session-list";
import { completeSocialSignIn } from "@/lib/auth/social/social";
import { upgradeByPassword } from "@/lib/auth/upgrade/upgrade";
import { testDatabase } from "@/lib/testing/test-database";
import { adminContextWith, contextWith, insertPeople, newGuest, newUser, rows, unwrap } from "./testing";

test("no list and no search reads the whole table, whatever the values are", async () => {
  const db = await testDatabase();
  await insertPeople(db, 30_000);
  await rows(
    db,
    sql`INSERT INTO audit_events (id, type, user_id, actor, created_at)
      SELECT 'aud_' || n, CASE WHEN n % 5000 = 0 THEN 'settings.updated' ELSE 'user.created' END, 'usr_' || n % 3000,
        'tester', now() - make_interval(mins => n) FROM generate_series(1, 30000) AS n`,
  );
  const ctx = adminContextWith(db);
  const page = { limit: 50 };
  const asked = await expectIndexes(db, ["users", "audit_events"], async () => {
    for (const sort of ["created", "active"] as const) {
      for (const isAnonymous of [undefined, true, false]) {
        const first = unwrap(await listUsers(ctx, { sort, isAnonymous, ...page }));
        await listUsers(ctx, { sort, isAnonymous, ...page, after: first.after ?? undefined });
        await searchUsers(ctx, { search: "nr150", sort, isAnonymous, ...page });
        await searchUsers(ctx, { search: "example", sort, isAnonymous, ...page });
      }
      await listUsers(ctx, { email: "person.50@example.com", sort, ...page });
    }
    for (const type of [undefined, "settings.updated"])
      for (const userId of [undefined, "usr_7"])
        for (const since of [null, new Date("2020-01-01")])
          await listAuditEvents(ctx, { type, userId, since, ...page });
  });
  // Guests have no words: where the parts of words find nobody, a second statement looks for pairs of letters.
  expect(asked).toBe(38);
});

test("whoever comes, is recognised, upgrades, signs in or leaves is found by indexes alone", async () => {
  const db = await testDatabase();
  await insertPeople(db, 5_000);
  const each = {
    sessions: sql`(id, token_hash, user_id, expires_at) SELECT 'ses_' || id, 'hash of ' || id, id, now()`,
    rotated_tokens: sql`(token_hash, user_id, rotated_at) SELECT 'old ' || id, id, now()`,
    passwords: sql`(user_id, hash) SELECT id, 'none'`,
    verification_tokens: sql`(id, purpose, token_hash, user_id, expires_at)
      SELECT 'tok_' || id, 'verify-email', 'mailed to ' || id, id, now()`,
    mail_outbox: sql`(id, kind, recipient, next_attempt_at, sent_at) SELECT id, 'verify-email', id, now(), now()`,
    audit_events: sql`(id, type, user_id, actor) SELECT 'aud_' || id, 'user.created', id, id`,
    api_keys: sql`(id, name, key_hash, scopes, created_by) SELECT id, 'key', 'key of ' || id, '{}', 'tester'`,
  };
  for (const [table, of] of Object.entries(each))
    await rows(db, sql`INSERT INTO ${sql.identifier(table)} ${of} FROM users`);
  const [guest, leaving] = [await newGuest(db), await newGuest(db)];
  const credentials = { email: "jane@example.com", password: "correct horse battery" };
  const member = contextWith(db, (await newUser(db, credentials.email)).token, {
    browserHash: "a browser",
  });
  const ctx = adminContextWith(db);
  const profile = {
    provider: "google",
    subject: "x",
    type: "oidc",
    email: "x@y.example",
    name: null,
    image: null,
  } as const;
  const asked = await expectIndexes(db, ["users", ...Object.keys(each)], async () => {
    await createGuest(contextWith(db));
    await getSession(contextWith(db, guest.token));
    await createRecoveryCode(contextWith(db, guest.token));
    await requestMagicLink(contextWith(db, guest.token), {
      email: "a@b.example",
      name: null,
      callbackURL: "/",
    });
    await upgradeByPassword(contextWith(db, guest.token), {
      ...credentials,
      email: "john@example.com",
      name: null,
    });
    await signIn(contextWith(db), credentials);
    await listSessions(member);
    await revokeSession(member, { id: "ses_unknown" });
    await previewMerge(member);
    await forgotPassword(member, credentials);
    await verifyMagicLink(contextWith(db, guest.token), { email: "a@b.example", code: "000000" });
    await resetPassword(contextWith(db), { token: "unknown", password: credentials.password });
    await recover(contextWith(db, leaving.token), { code: "XXXX-XXXX" });
    await completeSocialSignIn(contextWith(db), { intent: "sign-in", sessionId: null }, profile);
    await findApiKey(ctx, `bk_live_${"x".repeat(43)}`);
    await deliverOutbox(
      db,
      () => new Date(),
      async () => null,
    );
    await signOut(contextWith(db, leaving.token));
  });
  expect(asked).toBeGreaterThan(12);
});

/**
 * Holds every statement of `work` to reading none of these tables from end to end, with the values it had and with whatever
 * values; the answer is how many statements there were.
 */
async function expectIndexes(db: Db, tables: string[], work: () => Promise<void>): Promise<number> {
  await rows(db, sql`ANALYZE`);
  const asked = vi.spyOn(PGlite.prototype, "query");
  await work();
  const statements = asked.mock.calls.map(([text, values]) => ({ text, values }));
  const server = asked.mock.contexts.find((context) => context instanceof PGlite);
  asked.mockRestore();
  const readsAll = new RegExp(`Seq Scan on (${tables.join("|")})\\b`);
  const reading: string[] = [];
  for (const { text, values } of statements) {
    const custom = await server?.query<{ "QUERY PLAN": string }>(`EXPLAIN ${text}`, values);
    const [generic] = (await server?.exec(`EXPLAIN (GENERIC_PLAN) ${text}`)) ?? [];
    for (const plan of [custom, generic]) {
      const lines = plan?.rows.map((row) => String(row["QUERY PLAN"])).join("\n") ?? "";
      // What is known to find nothing, a secret that is null for example, scans no table.
      const scansTable = /(?<!CTE )Scan/.test(lines);
      if ((scansTable && !/Index/.test(lines)) || readsAll.test(lines)) reading.push(`${text}\n${lines}`);
    }
  }
  expect(reading).toEqual([]);
  return statements.length;
}

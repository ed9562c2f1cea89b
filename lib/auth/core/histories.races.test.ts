import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Result } from "@/lib/api/result";
import type { SignedIn } from "@/lib/api/shapes";
import { deleteAccount } from "@/lib/auth/account/account";
import { requestMagicLink, verifyMagicLink } from "@/lib/auth/email/magic-link";
import type { Mail } from "@/lib/auth/email/outbox";
import { changeEmail, verifyEmail } from "@/lib/auth/email/verify-email";
import { createGuest } from "@/lib/auth/guest/create-guest";
import { decideMerge } from "@/lib/auth/guest/merge";
import { createRecoveryCode, recover } from "@/lib/auth/guest/recovery";
import { forgotPassword, resetPassword } from "@/lib/auth/password/password-reset";
import { hashPassword } from "@/lib/auth/password/passwords";
import { signIn } from "@/lib/auth/password/sign-in";
import { getSession, signOut } from "@/lib/auth/session/session";
import { signUp, upgradeWithHash } from "@/lib/auth/upgrade/upgrade";
import { registerPasskey, startPasskey } from "@/lib/features/passkeys/passkey-registration"; // eject: passkeys
import { signInByPasskey, startPasskeySignIn } from "@/lib/features/passkeys/passkey-sign-in"; // eject: passkeys
import { passkeyContext } from "@/lib/features/passkeys/passkey-testing"; // eject: passkeys
import { listPasskeys, removePasskey } from "@/lib/features/passkeys/passkeys"; // eject: passkeys
import { answerBy, makePasskey, type SoftPasskey } from "@/lib/testing/authenticator"; // eject: passkeys
import { type RealDatabase, realDatabase } from "@/lib/testing/real-database";
import { contextWith, mailSecret } from "./testing";

const password = "correct horse battery";

/** What a race decides, PostgreSQL decides: through Neon's doors a few are enough. */
const histories = process.env.TEST_DRIVER === "neon" ? 50 : 150;

/** A few browsers, each with the newest secret it was given, and a few addresses that they fight over. */
const browsers = 2;
const addresses = ["ann@example.com", "bob@example.com"];

const browser = fc.nat(browsers - 1);
const email = fc.constantFrom(...addresses);
const decision = fc.constantFrom("merge" as const, "discard" as const);
const step = fc.oneof(
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("create" as const), browser }) },
  { weight: 4, arbitrary: fc.record({ kind: fc.constant("upgrade" as const), browser, email }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("sign up" as const), browser, email }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("sign in" as const), browser, email }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("sign out" as const), browser }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("read" as const), browser }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("write" as const), browser }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("expire" as const), browser }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("delete" as const), browser }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("ask for a link" as const), browser, email }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("follow the link" as const), browser }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("forget" as const), browser, email }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("reset" as const), browser }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("change address" as const), browser, email }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("prove" as const), browser }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("write a code down" as const), browser }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("recover" as const), browser }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("merge" as const), browser, decision }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant("make a passkey" as const), browser }) }, // eject: passkeys
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("use a passkey" as const), browser }) }, // eject: passkeys
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("remove a passkey" as const), browser }) }, // eject: passkeys
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("leave" as const), browser }) },
);
type Step = typeof step extends fc.Arbitrary<infer S> ? S : never;

/** Steps of one group run at the same time; the invariants are checked after each group. */
const history = fc.array(fc.array(step, { minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: 12 });

let real: RealDatabase;
// Hashed once: the time a hash takes would keep parallel upgrades apart.
let passwordHash: string;

beforeAll(async () => {
  real = await realDatabase();
  passwordHash = await hashPassword(password);
});

afterAll(() => real.close());

/** All that the outside world knows. */
class World {
  readonly tokens: (string | null)[] = Array.from({ length: browsers }, () => null);
  readonly secrets = new Set<string>([password]);
  readonly userOfSession = new Map<string, string>();
  readonly deleted = new Set<string>();
  /** Those whose work went to another user. */
  readonly merged = new Set<string>();
  code = "none";
  // eject-start: passkeys
  /** The one that was made last, whoever made it. */
  passkey: SoftPasskey | null = null;
  // eject-end: passkeys

  async run(step: Step): Promise<void> {
    const token = this.tokens[step.browser] ?? null;
    const ctx = contextWith(real.db, token);
    switch (step.kind) {
      case "create":
        return this.learn(step.browser, await createGuest(ctx));
      case "upgrade":
        return this.learn(
          step.browser,
          await upgradeWithHash(ctx, { email: step.email, name: null }, passwordHash),
        );
      case "sign up":
        return this.learn(step.browser, await signUp(ctx, { email: step.email, password, name: null }));
      case "sign in":
        return this.learn(step.browser, await signIn(ctx, { email: step.email, password }));
      case "ask for a link":
        await requestMagicLink(
          { ...ctx, browserHash: String(step.browser) },
          { email: step.email, name: null, callbackURL: "/" },
        );
        return;
      case "follow the link": {
        const link = { token: await this.newest("magic-link") };
        return this.learn(
          step.browser,
          await verifyMagicLink({ ...ctx, browserHash: String(step.browser) }, link),
        );
      }
      case "forget":
        await forgotPassword(ctx, { email: step.email });
        return;
      case "reset":
        return this.learn(
          step.browser,
          await resetPassword(ctx, { token: await this.newest("reset-password"), password }),
        );
      case "change address":
        await changeEmail(ctx, { email: step.email, password });
        return;
      case "prove":
        for (const purpose of ["verify-email", "change-email"] as const) {
          await verifyEmail(ctx, { token: await this.newest(purpose), password });
        }
        return;
      case "write a code down": {
        const result = await createRecoveryCode(ctx);
        if (!result.ok) return;
        this.code = result.data.code;
        this.secrets.add(result.data.code);
        return;
      }
      case "recover":
        return this.learn(step.browser, await recover(ctx, { code: this.code }));
      case "merge": {
        const result = await decideMerge(ctx, { decision: step.decision });
        if (!result.ok) return;
        this.deleted.add(result.data.guestId);
        if (step.decision === "merge") this.merged.add(result.data.guestId);
        return;
      }
      // eject-start: passkeys
      case "make a passkey": {
        const asked = await startPasskey(passkeyContext(real.db, token), { password });
        const alone = asked.ok ? asked : await startPasskey(passkeyContext(real.db, token), {});
        if (!alone.ok) return;
        this.secrets.add(alone.data.challenge);
        const { passkey, credential } = makePasskey(alone.data);
        this.passkey = passkey;
        return this.learn(
          step.browser,
          await registerPasskey(passkeyContext(real.db, token), { credential, name: null }),
        );
      }
      case "use a passkey": {
        const atHome = passkeyContext(real.db, token, { browserHash: String(step.browser) });
        const asked = await startPasskeySignIn(atHome);
        if (!asked.ok || this.passkey === null) return;
        const credential = answerBy(this.passkey, asked.data);
        return this.learn(step.browser, await signInByPasskey(atHome, { credential }));
      }
      case "remove a passkey": {
        const own = await listPasskeys(ctx);
        const id = own.ok ? own.data[0]?.id : undefined;
        if (id === undefined) return;
        const removed = await removePasskey(ctx, { id });
        if (!removed.ok) await removePasskey(ctx, { id, password });
        return;
      }
      // eject-end: passkeys
      case "leave": {
        const current = await getSession(ctx);
        const left = await deleteAccount(ctx, { password });
        if (left.ok && current.ok && current.data) this.deleted.add(current.data.user.id);
        return;
      }
      case "read":
        return this.learn(step.browser, await getSession(ctx));
      case "sign out":
        await signOut(ctx);
        return;
      case "write":
        await real.query(
          `INSERT INTO test_notes (id, user_id, text) SELECT gen_random_uuid(), id, id FROM (
             SELECT u.id FROM users u JOIN sessions s ON s.user_id = u.id WHERE s.token_hash = $1 FOR KEY SHARE OF u
           ) AS who`,
          [ctx.tokenHash],
        );
        return;
      case "expire":
        await real.query(
          "UPDATE sessions SET expires_at = now() - interval '1 second' WHERE token_hash = $1",
          [ctx.tokenHash],
        );
        return;
      case "delete":
        return this.deleteUser(ctx.tokenHash);
    }
  }

  /** The secret of the newest mail of this purpose, whoever it was for. */
  private async newest(purpose: Mail["kind"]): Promise<string> {
    const [mail] = await real.query<{ token_id: string }>(
      "SELECT token_id FROM mail_outbox WHERE kind = $1 ORDER BY id DESC LIMIT 1",
      [purpose],
    );
    if (!mail) return "none";
    this.secrets.add(mailSecret(mail.token_id));
    return mailSecret(mail.token_id);
  }

  private learn(at: number, result: Result<SignedIn | null>): void {
    if (!result.ok || result.data === null) return;
    const { session, user } = result.data;
    expect(session.userId).toBe(user.id);
    expect(this.userOfSession.get(session.id) ?? user.id).toBe(user.id);
    this.userOfSession.set(session.id, user.id);
    if (session.token === null) return;
    this.tokens[at] = session.token;
    this.secrets.add(session.token);
  }

  private async deleteUser(tokenHash: string | null): Promise<void> {
    const gone = await real.query<{ id: string }>(
      "DELETE FROM users WHERE id = (SELECT user_id FROM sessions WHERE token_hash = $1) RETURNING id",
      [tokenHash],
    );
    for (const { id } of gone) this.deleted.add(id);
  }
}

test("no history of parallel steps breaks an invariant", { timeout: 240_000 }, async () => {
  await fc.assert(
    fc.asyncProperty(history, async (groups) => {
      await real.query("TRUNCATE users, audit_events, mail_outbox CASCADE");
      const world = new World();
      for (let browser = 0; browser < browsers; browser++) await world.run({ kind: "create", browser });
      for (const group of groups) {
        await Promise.all(group.map((step) => world.run(step)));
        expect(await real.brokenInvariants()).toEqual({});
        expect(await real.storedSecrets(world.secrets)).toEqual([]);
        await expectNobodyLost(world);
      }
    }),
    { numRuns: histories, endOnFailure: false },
  );
});

async function expectNobodyLost(world: World) {
  const created = await real.query<{ user_id: string }>(
    "SELECT user_id FROM audit_events WHERE type = 'user.created'",
  );
  const users = await real.query<{ id: string }>("SELECT id FROM users");
  const expected = created.map(({ user_id }) => user_id).filter((id) => !world.deleted.has(id));
  expect(users.map(({ id }) => id).sort()).toEqual(expected.sort());
  // Each note says who wrote it.
  const moved = await real.query<{ text: string }>("SELECT text FROM test_notes WHERE user_id <> text");
  expect(moved.filter(({ text }) => !world.merged.has(text))).toEqual([]);
}

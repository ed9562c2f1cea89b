import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type RealDatabase, realDatabase } from "@/e2e/support/real-database";
import type { Result } from "../contract/result";
import type { SignedIn } from "../contract/wire";
import { createGuest } from "./guests";
import { hashPassword } from "./passwords";
import { getSession, signOut } from "./sessions";
import { signIn } from "./sign-in";
import { signUp } from "./sign-up";
import { contextWith } from "./testing";
import { upgradeWithHash } from "./upgrade";

const password = "correct horse battery";

/** A few browsers, each with the newest secret it was given, and a few addresses that they fight over. */
const browsers = 2;
const addresses = ["ann@example.com", "bob@example.com"];

const browser = fc.nat(browsers - 1);
const email = fc.constantFrom(...addresses);
const step = fc.oneof(
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("create" as const), browser }) },
  { weight: 4, arbitrary: fc.record({ kind: fc.constant("upgrade" as const), browser, email }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("sign up" as const), browser, email }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("sign in" as const), browser, email }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("sign out" as const), browser }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("read" as const), browser }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("card" as const), browser }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("expire" as const), browser }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("delete" as const), browser }) },
);
type Step = typeof step extends fc.Arbitrary<infer S> ? S : never;

/** Steps of one group run at the same time; the invariants are checked after each group. */
const history = fc.array(fc.array(step, { minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: 8 });

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
      case "read":
        return this.learn(step.browser, await getSession(ctx));
      case "sign out":
        await signOut(ctx);
        return;
      case "card":
        await real.query(
          `INSERT INTO cards (id, owner_id, occasion, recipient, title)
           SELECT 'crd_' || gen_random_uuid(), u.id, 'birthday', 'Ada', u.id
           FROM users u JOIN sessions s ON s.user_id = u.id WHERE s.token_hash = $1 FOR KEY SHARE OF u`,
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
    { numRuns: 150, endOnFailure: false },
  );
});

async function expectNobodyLost(world: World) {
  const created = await real.query<{ user_id: string }>(
    "SELECT user_id FROM audit_events WHERE type = 'user.created'",
  );
  const users = await real.query<{ id: string }>("SELECT id FROM users");
  const expected = created.map(({ user_id }) => user_id).filter((id) => !world.deleted.has(id));
  expect(users.map(({ id }) => id).sort()).toEqual(expected.sort());
  expect(await real.query("SELECT id FROM cards WHERE owner_id <> title")).toEqual([]);
}

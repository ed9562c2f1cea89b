import { getTableName, is, sql } from "drizzle-orm";
import { PgTable } from "drizzle-orm/pg-core";
import { beforeEach, expect, test } from "vitest";
import type { Db } from "@/db/client";
import * as schema from "@/db/schema";
import { statement } from "@/db/statement";
import { testDatabase } from "@/db/testing";
import { makePasskey } from "@/e2e/support/authenticator";
import type { PasskeyCreation } from "../contract/passkeys";
import { deleteAccount } from "./account";
import type { SocialProfile } from "./accounts";
import { cleanUp } from "./cleanup";
import { saveConfig } from "./config";
import type { Hooks } from "./hooks";
import { requestMagicLink } from "./magic-link";
import { verifyMagicLink } from "./magic-link-proof";
import { deleteUser } from "./managed-users";
import { decideMerge } from "./merge";
import { registerPasskey, startPasskey } from "./passkey-registration";
import { passkeyContext } from "./passkey-testing";
import { getSession } from "./session-reading";
import { signIn } from "./sign-in";
import { signUp } from "./sign-up";
import { arrive } from "./social";
import {
  addMembership,
  contextWith,
  countRows,
  type Guest,
  keeperWith,
  lastToken,
  newGuest,
  newMember,
  rows,
  unwrap,
} from "./testing";
import { upgrade } from "./upgrade";

type Call = { name: keyof Hooks; change: unknown; isMember: unknown; memberships: number };

const account = { email: "jane@example.com", password: "correct horse battery", name: null };
const jane: SocialProfile = {
  provider: "google",
  subject: "jane",
  type: "oidc",
  email: account.email,
  name: "Jane",
  image: null,
};

let db: Db;
let guest: Guest;
let calls: Call[];

beforeEach(async () => {
  db = await testDatabase();
  calls = [];
  guest = await newGuest(db);
  await addMembership(db, guest.user.id);
});

const leave = statement(
  "test_leave_a_trace",
  sql`INSERT INTO organizations (id, name) VALUES (${sql.placeholder("id")}, 'made by a hook')`,
);

/** A product that writes something down, and tells what it was called with and what it could read at that moment. */
function product(end: () => void = () => {}): Hooks {
  const called = (name: keyof Hooks) => async (tx: Db, change: unknown) => {
    await leave(tx, { id: `org_${calls.length}` });
    const [user] = await rows<{ is_anonymous: boolean }>(
      tx,
      sql`SELECT is_anonymous FROM users WHERE id = ${guest.user.id}`,
    );
    const memberships = await countRows(tx, "memberships", sql`user_id = ${guest.user.id}`);
    calls.push({ name, change, isMember: user ? !user.is_anonymous : "gone", memberships });
    end();
  };
  return { upgraded: called("upgraded"), merged: called("merged"), removing: called("removing") };
}

const upgraded = (method: string): Call => ({
  name: "upgraded",
  change: { userId: guest.user.id, method },
  isMember: true,
  memberships: 1,
});
const removing = (reason: string, change = {}): Call => ({
  name: "removing",
  change: { userIds: [guest.user.id], reason },
  isMember: false,
  memberships: 1,
  ...change,
});

type Site = {
  before?: () => Promise<unknown>;
  act: (hooks: Hooks) => Promise<unknown>;
  calls: () => Call[];
};

let signedIn: string | null;
let madeFor: PasskeyCreation;
const signInElsewhere = async () => {
  await newMember(db, account.email, account.password);
  const arrived = await signIn(contextWith(db, guest.token), account);
  signedIn = arrived.ok ? arrived.data.session.token : null;
};
const goIdle = async () => {
  await saveConfig(keeperWith(db), { authMethods: { anonymous: { maxAge: 3600 } } });
  await rows(
    db,
    sql`UPDATE users SET last_active_at = now() - interval '2 hours' WHERE id = ${guest.user.id}`,
  );
};
const decide = (decision: "merge" | "discard") => (hooks: Hooks) =>
  decideMerge(contextWith(db, signedIn, { hooks }), { decision });
const clean = (hooks: Hooks) => cleanUp(keeperWith(db, { hooks }), { dryRun: false, limit: null });

const sites: Record<string, Site> = {
  "an upgrade by password": {
    act: (hooks) => upgrade(contextWith(db, guest.token, { hooks }), account),
    calls: () => [upgraded("password")],
  },
  "a sign-up with a guest's session": {
    act: (hooks) => signUp(contextWith(db, guest.token, { hooks }), account),
    calls: () => [upgraded("password")],
  },
  "an upgrade by a mailed link": {
    before: () => requestMagicLink(contextWith(db, guest.token), { ...account, callbackURL: "/" }),
    act: async (hooks) =>
      verifyMagicLink(contextWith(db, guest.token, { hooks }), { token: await lastToken(db, "magic-link") }),
    calls: () => [upgraded("magic-link")],
  },
  "an upgrade by a social account": {
    act: (hooks) =>
      arrive(
        contextWith(db, guest.token, { hooks }),
        { intent: "upgrade", sessionId: guest.session.id },
        jane,
      ),
    calls: () => [upgraded("google")],
  },
  "an upgrade by a passkey": {
    before: async () => {
      madeFor = unwrap(await startPasskey(passkeyContext(db, guest.token), {}));
    },
    act: async (hooks) =>
      registerPasskey(passkeyContext(db, guest.token, { hooks }), {
        credential: makePasskey(madeFor).credential,
        name: null,
      }),
    calls: () => [upgraded("passkey")],
  },
  "a merge": {
    before: signInElsewhere,
    act: decide("merge"),
    calls: () => [
      {
        name: "merged",
        change: {
          accountId: expect.stringMatching(/^usr_/),
          guestId: guest.user.id,
          counts: { memberships: 1 },
        },
        isMember: false,
        memberships: 0,
      },
      removing("merge", { memberships: 0 }),
    ],
  },
  "a discard": { before: signInElsewhere, act: decide("discard"), calls: () => [removing("discard")] },
  "a deletion by the person": {
    act: (hooks) => deleteAccount(contextWith(db, guest.token, { hooks }), {}),
    calls: () => [removing("own wish")],
  },
  "a deletion by the owner": {
    act: (hooks) => deleteUser(keeperWith(db, { hooks }), { id: guest.user.id, onlyIfAnonymous: true }),
    calls: () => [removing("managed")],
  },
  "the cleanup": { before: goIdle, act: clean, calls: () => [removing("inactive")] },
};

const tables = Object.values(schema)
  .flatMap((table) => (is(table, PgTable) ? [getTableName(table)] : []))
  .filter((table) => table !== "cleanup_runs");

async function everything(): Promise<unknown[]> {
  const contents = [];
  for (const table of tables)
    contents.push(await rows(db, sql`SELECT t::text FROM ${sql.identifier(table)} t ORDER BY t::text`));
  return contents;
}

test.each(Object.entries(sites))("%s calls its hooks once, within the change", async (_, site) => {
  await site.before?.();
  expect(await site.act(product())).toMatchObject({ ok: true });
  expect(calls).toEqual(site.calls());
  expect(await countRows(db, "organizations", sql`name = 'made by a hook'`)).toBe(calls.length);
  expect(await site.act(product()).catch(() => null)).not.toMatchObject({ data: { user: {} } });
  expect(calls).toEqual(site.calls());
});

test.each(Object.entries(sites))("%s is undone by a hook that throws", async (_, site) => {
  await site.before?.();
  const before = await everything();
  const failing = product(() => {
    throw new Error("not today");
  });
  await expect(site.act(failing)).rejects.toThrow(/^(upgraded|merged|removing): not today$/);
  expect(calls).toHaveLength(1);
  expect(await everything()).toEqual(before);
  calls = [];
  expect(await site.act(product())).toMatchObject({ ok: true });
  expect(calls).toEqual(site.calls());
});

test("a value that a hook finds taken is the hook's failure, not the address's", async () => {
  const twice: Hooks = {
    upgraded: async (tx) => {
      await leave(tx, { id: "org_1" });
      await leave(tx, { id: "org_1" });
    },
  };
  const failed = upgrade(contextWith(db, guest.token, { hooks: twice }), account);
  await expect(failed).rejects.toMatchObject({ name: "HookFailed" });
  expect(await getSession(contextWith(db, guest.token))).toMatchObject({
    data: { user: { isAnonymous: true } },
  });
});

test("whoever stays is not announced: a member meanwhile, or a guest whom the cleanup keeps", async () => {
  await signInElsewhere();
  await goIdle();
  expect(await clean(product())).toMatchObject({ ok: true, data: { deleted: 0 } });
  const member = await newMember(db, "other@example.com");
  const kept = await deleteUser(keeperWith(db, { hooks: product() }), {
    id: member.user.id,
    onlyIfAnonymous: true,
  });
  expect(kept).toEqual({ ok: false, code: "USER_NOT_ANONYMOUS" });
  expect(calls).toEqual([]);
});

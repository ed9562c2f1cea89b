import { getTableName, is, sql } from "drizzle-orm";
import { PgTable } from "drizzle-orm/pg-core";
import { beforeEach, expect, test } from "vitest";
import type { Db } from "@/db/client";
import * as schema from "@/db/schema";
import { deleteAccount } from "@/lib/auth/account/account";
import { deleteUser } from "@/lib/auth/admin/managed-users";
import { cleanUp } from "@/lib/auth/cleanup/cleanup";
import { requestMagicLink, verifyMagicLink } from "@/lib/auth/email/magic-link";
import { decideMerge } from "@/lib/auth/guest/merge";
import { signIn } from "@/lib/auth/password/sign-in";
import { getSession } from "@/lib/auth/session/session";
import { saveConfig } from "@/lib/auth/settings/settings";
import type { SocialProfile } from "@/lib/auth/social/accounts";
import { completeSocialSignIn } from "@/lib/auth/social/social";
import { signUp, upgradeByPassword } from "@/lib/auth/upgrade/upgrade";
import type { PasskeyCreation } from "@/lib/features/passkeys/api"; // eject: passkeys
import { registerPasskey, startPasskey } from "@/lib/features/passkeys/passkey-registration"; // eject: passkeys
import { passkeyContext } from "@/lib/features/passkeys/passkey-testing"; // eject: passkeys
import { makePasskey } from "@/lib/testing/authenticator"; // eject: passkeys
import { addNote, traces } from "@/lib/testing/notes";
import { testDatabase } from "@/lib/testing/test-database";
import type { Hooks } from "./hooks";
import {
  adminContextWith,
  contextWith,
  countRows,
  type Guest,
  lastToken,
  newGuest,
  newUser,
  rows,
  unwrap,
} from "./testing";

type Call = { name: keyof Hooks; change: unknown; isMember: unknown; notes: number };

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
  await addNote(db, guest.user.id);
});

const leave = (tx: Db, id: string) => tx.insert(traces).values({ id, text: "made by a hook" });

/** A product that writes something down, and tells what it was called with and what it could read at that moment. */
function product(end: () => void = () => {}): Hooks {
  const called = (name: keyof Hooks) => async (tx: Db, change: unknown) => {
    await leave(tx, `trace_${calls.length}`);
    const [user] = await rows<{ is_anonymous: boolean }>(
      tx,
      sql`SELECT is_anonymous FROM users WHERE id = ${guest.user.id}`,
    );
    const notes = await countRows(tx, "test_notes", sql`user_id = ${guest.user.id}`);
    calls.push({ name, change, isMember: user ? !user.is_anonymous : "gone", notes });
    end();
  };
  return { upgraded: called("upgraded"), merged: called("merged"), removing: called("removing") };
}

const upgraded = (method: string): Call => ({
  name: "upgraded",
  change: { userId: guest.user.id, method },
  isMember: true,
  notes: 1,
});
const removing = (reason: string, change = {}): Call => ({
  name: "removing",
  change: { userIds: [guest.user.id], reason, actor: expect.anything() },
  isMember: false,
  notes: 1,
  ...change,
});

type Site = {
  before?: () => Promise<unknown>;
  act: (hooks: Hooks) => Promise<unknown>;
  calls: () => Call[];
};

let signedIn: string | null;
let madeFor: PasskeyCreation; // eject: passkeys
const signInElsewhere = async () => {
  await newUser(db, account.email, account.password);
  const arrived = await signIn(contextWith(db, guest.token), account);
  signedIn = arrived.ok ? arrived.data.session.token : null;
};
const goIdle = async () => {
  await saveConfig(adminContextWith(db), { authMethods: { anonymous: { maxAge: 3600 } } });
  await rows(
    db,
    sql`UPDATE users SET last_active_at = now() - interval '2 hours' WHERE id = ${guest.user.id}`,
  );
};
const decide = (decision: "merge" | "discard") => (hooks: Hooks) =>
  decideMerge(contextWith(db, signedIn, { hooks }), { decision });
const clean = (hooks: Hooks) => cleanUp(adminContextWith(db, { hooks }), { dryRun: false, limit: null });

const sites: Record<string, Site> = {
  "an upgrade by password": {
    act: (hooks) => upgradeByPassword(contextWith(db, guest.token, { hooks }), account),
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
      completeSocialSignIn(
        contextWith(db, guest.token, { hooks }),
        { intent: "upgrade", sessionId: guest.session.id },
        jane,
      ),
    calls: () => [upgraded("google")],
  },
  // eject-start: passkeys
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
  // eject-end: passkeys
  "a merge": {
    before: signInElsewhere,
    act: decide("merge"),
    calls: () => [
      {
        name: "merged",
        change: {
          accountId: expect.stringMatching(/^usr_/),
          guestId: guest.user.id,
          counts: { notes: 1 },
        },
        isMember: false,
        notes: 0,
      },
      removing("merge", { notes: 0 }),
    ],
  },
  "a discard": { before: signInElsewhere, act: decide("discard"), calls: () => [removing("discard")] },
  "a deletion by the person": {
    act: (hooks) => deleteAccount(contextWith(db, guest.token, { hooks }), {}),
    calls: () => [removing("user_request")],
  },
  "a deletion by the owner": {
    act: (hooks) => deleteUser(adminContextWith(db, { hooks }), { id: guest.user.id, onlyIfAnonymous: true }),
    calls: () => [removing("admin")],
  },
  "the cleanup": { before: goIdle, act: clean, calls: () => [removing("inactive")] },
};

const tables = [...Object.values(schema), traces]
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
  expect(await countRows(db, "test_traces")).toBe(calls.length);
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
      await leave(tx, "trace_1");
      await leave(tx, "trace_1");
    },
  };
  const failed = upgradeByPassword(contextWith(db, guest.token, { hooks: twice }), account);
  await expect(failed).rejects.toMatchObject({ name: "HookFailed" });
  expect(await getSession(contextWith(db, guest.token))).toMatchObject({
    data: { user: { isAnonymous: true } },
  });
});

test("whoever stays is not announced: a member meanwhile, or a guest whom the cleanup keeps", async () => {
  await signInElsewhere();
  await goIdle();
  expect(await clean(product())).toMatchObject({ ok: true, data: { deleted: 0 } });
  const member = await newUser(db, "other@example.com");
  const kept = await deleteUser(adminContextWith(db, { hooks: product() }), {
    id: member.user.id,
    onlyIfAnonymous: true,
  });
  expect(kept).toEqual({ ok: false, code: "USER_NOT_ANONYMOUS" });
  expect(calls).toEqual([]);
});

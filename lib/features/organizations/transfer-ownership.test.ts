import { sql } from "drizzle-orm";
import { beforeEach, expect, test } from "vitest";
import type { Db } from "@/db/client";
import { deleteAccount } from "@/lib/auth/account/account";
import { deleteUser } from "@/lib/auth/admin/managed-users";
import { removePerson } from "@/lib/auth/admin/people";
import { cleanUp } from "@/lib/auth/cleanup/cleanup";
import { type Actor, actorName, byUser } from "@/lib/auth/core/audit";
import {
  adminContextWith,
  contextWith,
  countRows,
  type Guest,
  newGuest,
  newUser,
  rows,
  unwrap,
} from "@/lib/auth/core/testing";
import { decideMerge } from "@/lib/auth/guest/merge";
import { signIn } from "@/lib/auth/password/sign-in";
import { saveConfig } from "@/lib/auth/settings/settings";
import { countStatements, testDatabase } from "@/lib/testing/test-database";
import { addMember, createOrganization } from "./organizations";
import { organizationHooks as hooks } from "./transfer-ownership";

const password = "correct horse battery";

let db: Db;
let owner: Guest;
let organizationId: string;

beforeEach(async () => {
  db = await testDatabase();
  owner = await newUser(db, "owner@example.com", password);
  organizationId = unwrap(await createOrganization(adminContextWith(db), { name: "Friends" })).id;
  await join(owner, "owner");
});

async function join({ user }: Guest, role: "owner" | "admin" | "member") {
  unwrap(await addMember(adminContextWith(db), { id: organizationId, userId: user.id, role }));
}

async function newJoined(name: string, role: "owner" | "admin" | "member") {
  const member = await newUser(db, `${name}@example.com`);
  await join(member, role);
  return member.user.id;
}

async function ownersLeft(): Promise<string[]> {
  const found = await rows<{ user_id: string }>(
    db,
    sql`SELECT user_id FROM memberships WHERE organization_id = ${organizationId} AND role = 'owner'`,
  );
  return found.map((row) => row.user_id);
}

const deleteOwner = () => deleteAccount(contextWith(db, owner.token, { hooks }), { password });

/** Everybody who can delete a registered user. */
const deletions: Record<string, { actor: () => Promise<Actor>; run: (actor: Actor) => Promise<unknown> }> = {
  themselves: { actor: async () => byUser(owner.user.id), run: deleteOwner },
  "an admin": {
    actor: async () => {
      const { user } = await newUser(db, "admin@example.com");
      await rows(db, sql`UPDATE users SET role = 'admin' WHERE id = ${user.id}`);
      return byUser(user.id);
    },
    run: (actor) => removePerson(adminContextWith(db, { actor, hooks }), { id: owner.user.id }),
  },
  "an API key": {
    actor: async () => ({ type: "api_key", id: "key_1" }),
    run: (actor) =>
      deleteUser(adminContextWith(db, { actor, hooks }), { id: owner.user.id, onlyIfAnonymous: false }),
  },
};

test.each(Object.entries(deletions))(
  "when the only owner is deleted by %s, the admin who joined first becomes the owner",
  async (_by, { actor, run }) => {
    await join(await newGuest(db), "member");
    await newJoined("ann", "member");
    const bob = await newJoined("bob", "admin");
    await newJoined("cid", "admin");
    await rows(db, sql`UPDATE memberships SET created_at = now() - interval '1 day' WHERE user_id = ${bob}`);
    const by = await actor();
    expect(await run(by)).toMatchObject({ ok: true });
    expect(await ownersLeft()).toEqual([bob]);
    const transferred = sql`SELECT actor, details FROM audit_events
      WHERE type = 'organization.role_changed' AND user_id = ${bob}`;
    expect(await rows(db, transferred)).toEqual([
      { actor: actorName(by), details: { organizationId, role: "owner" } },
    ]);
  },
);

const leave = () => deleteOwner().then(unwrap);

test("without an admin it is the registered member who joined first, never a guest", async () => {
  await join(await newGuest(db), "member");
  const ann = await newJoined("ann", "member");
  const bob = await newJoined("bob", "member");
  await rows(db, sql`UPDATE memberships SET created_at = now() - interval '1 day' WHERE user_id = ${bob}`);
  await leave();
  expect(await ownersLeft()).toEqual([bob]);
  expect(await countRows(db, "memberships", sql`user_id = ${ann} AND role = 'member'`)).toBe(1);
});

test("another owner stays the owner, and nobody is promoted", async () => {
  const ann = await newJoined("ann", "owner");
  await newJoined("bob", "admin");
  await leave();
  expect(await ownersLeft()).toEqual([ann]);
});

test("an organization is deleted with its last member; with guests only it stays, without an owner", async () => {
  const guest = await newGuest(db);
  await join(guest, "member");
  await leave();
  expect(await countRows(db, "memberships")).toBe(1);
  expect(await ownersLeft()).toEqual([]);

  owner = await newUser(db, "owner@example.com", password);
  organizationId = unwrap(await createOrganization(adminContextWith(db), { name: "Alone" })).id;
  await join(owner, "owner");
  await leave();
  expect(await countRows(db, "organizations")).toBe(1);
});

test.each(["cleanup", "merge"])(
  "a guest who owns an organization, since their claim was detached, passes it on when a %s removes them",
  async (way) => {
    await leave();
    const guest = await newGuest(db);
    organizationId = unwrap(await createOrganization(adminContextWith(db), { name: "Claimed" })).id;
    await join(guest, "member");
    await rows(db, sql`UPDATE memberships SET role = 'owner' WHERE user_id = ${guest.user.id}`);
    const ann = await newUser(db, "ann@example.com", password);
    await join(ann, "member");
    if (way === "merge") {
      const signedIn = await signIn(contextWith(db, guest.token), { email: "ann@example.com", password });
      const { session } = unwrap(signedIn);
      unwrap(await decideMerge(contextWith(db, session.token, { hooks }), { decision: "merge" }));
    } else {
      await rows(db, sql`UPDATE users SET last_active_at = now() - interval '2 hours' WHERE is_anonymous`);
      await saveConfig(adminContextWith(db), { authMethods: { anonymous: { maxAge: 3600 } } });
      expect(
        unwrap(await cleanUp(adminContextWith(db, { hooks }), { dryRun: false, limit: null })).deleted,
      ).toBe(1);
    }
    expect(await ownersLeft()).toEqual([ann.user.id]);
  },
);

test("for guests, who own nothing and are given nothing, one statement finds that there is nothing to do", async () => {
  const guest = await newGuest(db);
  await join(guest, "member");
  const change = { userIds: [guest.user.id], reason: "inactive", actor: { type: "cron" } } as const;
  expect(await countStatements(async () => hooks.removing?.(db, change))).toHaveLength(1);
});

import { sql } from "drizzle-orm";
import { beforeEach, expect, test } from "vitest";
import type { Db } from "@/db/client";
import { testDatabase } from "@/db/testing";
import { deleteAccount } from "./account";
import { cleanUp } from "./cleanup";
import { saveConfig } from "./config";
import { deleteUser } from "./managed-users";
import { decideMerge } from "./merge";
import { addMember, createOrganization } from "./organizations";
import { removePerson } from "./people";
import { signIn } from "./sign-in";
import { contextWith, countRows, type Guest, keeperWith, newGuest, newMember, rows, unwrap } from "./testing";

const password = "correct horse battery";

let db: Db;
let owner: Guest;
let organizationId: string;

beforeEach(async () => {
  db = await testDatabase();
  owner = await newMember(db, "owner@example.com", password);
  organizationId = unwrap(await createOrganization(keeperWith(db), { name: "Friends" })).id;
  await join(owner, "owner");
});

async function join({ user }: Guest, role: "owner" | "admin" | "member") {
  unwrap(await addMember(keeperWith(db), { id: organizationId, userId: user.id, role }));
}

async function newJoined(name: string, role: "owner" | "admin" | "member") {
  const member = await newMember(db, `${name}@example.com`);
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

/** Every way in which a member goes. */
const ways: Record<string, { actor: () => Promise<string>; go: (actor: string) => Promise<unknown> }> = {
  "their own wish": {
    actor: async () => owner.user.id,
    go: () => deleteAccount(contextWith(db, owner.token), { password }),
  },
  "an admin": {
    actor: async () => {
      const { user } = await newMember(db, "admin@example.com");
      await rows(db, sql`UPDATE users SET role = 'admin' WHERE id = ${user.id}`);
      return user.id;
    },
    go: (actor) => removePerson(keeperWith(db, { actor }), { id: owner.user.id }),
  },
  "an API key": {
    actor: async () => "key_1",
    go: (actor) => deleteUser(keeperWith(db, { actor }), { id: owner.user.id, onlyIfAnonymous: false }),
  },
};

test.each(Object.keys(ways))(
  "where the only owner goes by %s, the admin of longest standing owns the organization",
  async (way) => {
    await join(await newGuest(db), "member");
    await newJoined("ann", "member");
    const bob = await newJoined("bob", "admin");
    await newJoined("cid", "admin");
    await rows(db, sql`UPDATE memberships SET created_at = now() - interval '1 day' WHERE user_id = ${bob}`);
    const { actor, go } = ways[way] ?? {};
    const by = (await actor?.()) ?? "";
    expect(await go?.(by)).toMatchObject({ ok: true });
    expect(await ownersLeft()).toEqual([bob]);
    const handed = sql`SELECT actor, details FROM audit_events
      WHERE type = 'organization.role_changed' AND user_id = ${bob}`;
    expect(await rows(db, handed)).toEqual([{ actor: by, details: { organizationId, role: "owner" } }]);
  },
);

const leave = () => deleteAccount(contextWith(db, owner.token), { password }).then(unwrap);

test("without an admin it is the member of longest standing; a guest, however early, is none", async () => {
  await join(await newGuest(db), "member");
  const ann = await newJoined("ann", "member");
  const bob = await newJoined("bob", "member");
  await rows(db, sql`UPDATE memberships SET created_at = now() - interval '1 day' WHERE user_id = ${bob}`);
  await leave();
  expect(await ownersLeft()).toEqual([bob]);
  expect(await countRows(db, "memberships", sql`user_id = ${ann} AND role = 'member'`)).toBe(1);
});

test("another owner stays the owner, and nobody is raised", async () => {
  const ann = await newJoined("ann", "owner");
  await newJoined("bob", "admin");
  await leave();
  expect(await ownersLeft()).toEqual([ann]);
});

test("an organization goes with the last who belongs to it; with guests alone it stays, without an owner", async () => {
  const guest = await newGuest(db);
  await join(guest, "member");
  await leave();
  expect(await countRows(db, "memberships")).toBe(1);
  expect(await ownersLeft()).toEqual([]);

  owner = await newMember(db, "owner@example.com", password);
  organizationId = unwrap(await createOrganization(keeperWith(db), { name: "Alone" })).id;
  await join(owner, "owner");
  await leave();
  expect(await countRows(db, "organizations")).toBe(1);
});

test.each(["cleanup", "merge"])(
  "an owner who is a guest, since their claim was detached, hands over where a %s takes them",
  async (way) => {
    await leave();
    const guest = await newGuest(db);
    organizationId = unwrap(await createOrganization(keeperWith(db), { name: "Claimed" })).id;
    await join(guest, "member");
    await rows(db, sql`UPDATE memberships SET role = 'owner' WHERE user_id = ${guest.user.id}`);
    const ann = await newMember(db, "ann@example.com", password);
    await join(ann, "member");
    if (way === "merge") {
      const signedIn = await signIn(contextWith(db, guest.token), { email: "ann@example.com", password });
      const { session } = unwrap(signedIn);
      unwrap(await decideMerge(contextWith(db, session.token), { decision: "merge" }));
    } else {
      await rows(db, sql`UPDATE users SET last_active_at = now() - interval '2 hours' WHERE is_anonymous`);
      await saveConfig(keeperWith(db), { authMethods: { anonymous: { maxAge: 3600 } } });
      expect(unwrap(await cleanUp(keeperWith(db), { dryRun: false, limit: null })).deleted).toBe(1);
    }
    expect(await ownersLeft()).toEqual([ann.user.id]);
  },
);

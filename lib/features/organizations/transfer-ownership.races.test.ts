import { afterAll, beforeAll, expect, test } from "vitest";
import { deleteAccount } from "@/lib/auth/account/account";
import { deleteUser } from "@/lib/auth/admin/managed-users";
import { adminContextWith, contextWith, type Guest, newGuest, unwrap } from "@/lib/auth/core/testing";
import { hashPassword } from "@/lib/auth/password/passwords";
import { upgradeWithHash } from "@/lib/auth/upgrade/upgrade";
import { type RealDatabase, realDatabase } from "@/lib/testing/real-database";
import { inviteByLink, joinOrganization } from "./invitations";
import { createOwnOrganization } from "./memberships";
import { leaveOrganization, setMemberRole } from "./organization-roles";
import { organizationHooks as hooks } from "./transfer-ownership";

const rounds = 25;
const password = "correct horse battery";

let real: RealDatabase;
let passwordHash: string;

beforeAll(async () => {
  real = await realDatabase();
  passwordHash = await hashPassword(password);
});

afterAll(async () => {
  expect(await real.brokenInvariants()).toEqual({});
  await real.close();
});

/** As `newUser`, without the time that a password takes to hash. */
async function member(): Promise<Guest> {
  const guest = await newGuest(real.db);
  const email = `${guest.user.id.toLowerCase()}@example.com`;
  const data = unwrap(
    await upgradeWithHash(contextWith(real.db, guest.token), { email, name: null }, passwordHash),
  );
  return { ...data, token: data.session.token ?? "" };
}

const byKey = ({ user }: Guest) =>
  deleteUser(adminContextWith(real.db, { hooks }), { id: user.id, onlyIfAnonymous: false });

/** An organization with an owner and two members, who came one after the other. */
async function organization() {
  const people = [await member(), await member(), await member()] as const;
  const [owner, ...others] = people;
  const asOwner = contextWith(real.db, owner.token, { hooks });
  const { id: organizationId } = unwrap(await createOwnOrganization(asOwner, { name: "Friends" }));
  const { token } = unwrap(await inviteByLink(asOwner, { organizationId }));
  for (const other of others) unwrap(await joinOrganization(contextWith(real.db, other.token), { token }));
  const ownersLeft = async () => {
    const text = "SELECT user_id FROM memberships WHERE organization_id = $1 AND role = 'owner'";
    return (await real.query<{ user_id: string }>(text, [organizationId])).map((row) => row.user_id);
  };
  return { people, asOwner, organizationId, token, ownersLeft };
}

test("an owner and the next in line who are deleted at the same time leave the organization to the one who stays", async () => {
  for (let round = 0; round < rounds; round++) {
    const { people, asOwner, ownersLeft } = await organization();
    const [owner, heir, last] = people;
    const both = [round % 2 ? byKey(owner) : deleteAccount(asOwner, { password }), byKey(heir)];
    (await Promise.all(round % 4 > 1 ? both : both.reverse())).map(unwrap);
    expect(await ownersLeft()).toEqual([last.user.id]);
  }
});

test("somebody becomes an owner, or leaves, while the only owner is deleted: one owner stays", async () => {
  for (let round = 0; round < rounds; round++) {
    const { people, asOwner, organizationId, ownersLeft } = await organization();
    const [owner, heir, last] = people;
    const [gone] = await Promise.all([
      byKey(owner),
      round % 2
        ? setMemberRole(asOwner, { organizationId, userId: last.user.id, role: "owner" })
        : leaveOrganization(contextWith(real.db, heir.token), { organizationId }),
    ]);
    unwrap(gone);
    expect(await ownersLeft()).toHaveLength(1);
  }
});

test("somebody joins while the last member is deleted: they own nothing, and the organization has them or is gone", async () => {
  for (let round = 0; round < rounds; round++) {
    const { people, organizationId, token } = await organization();
    const [owner, ...others] = people;
    for (const other of others) unwrap(await byKey(other));
    const guest = await newGuest(real.db);
    const [gone, joined] = await Promise.all([
      byKey(owner),
      joinOrganization(contextWith(real.db, guest.token), { token }),
    ]);
    unwrap(gone);
    const left = await real.query("SELECT FROM organizations WHERE id = $1", [organizationId]);
    expect(left).toHaveLength(joined.ok ? 1 : 0);
  }
});

import { afterAll, beforeAll, expect, test } from "vitest";
import { contextWith, newGuest, newUser, unwrap } from "@/lib/auth/core/testing";
import { type RealDatabase, realDatabase } from "@/lib/testing/real-database";
import { inviteByLink, joinOrganization } from "./invitations";
import { createOwnOrganization } from "./memberships";
import { leaveOrganization, removeMember, setMemberRole } from "./organization-roles";

const rounds = 60;
const newEmail = () => `${crypto.randomUUID()}@example.com`;

let real: RealDatabase;

beforeAll(async () => {
  real = await realDatabase();
});

afterAll(async () => {
  expect(await real.brokenInvariants()).toEqual({});
  await real.close();
});

/** A new organization in which Jane has a role beside its owner, both of them new: an account owns so many organizations and no more. */
async function withJaneAs(role: "admin" | "owner") {
  const [owner, jane] = [await newUser(real.db, newEmail()), await newUser(real.db, newEmail())];
  const [asOwner, asJane] = [contextWith(real.db, owner.token), contextWith(real.db, jane.token)];
  const { id: organizationId } = unwrap(await createOwnOrganization(asOwner, { name: "Friends" }));
  const { token } = unwrap(await inviteByLink(asOwner, { organizationId }));
  unwrap(await joinOrganization(asJane, { token }));
  unwrap(await setMemberRole(asOwner, { organizationId, userId: jane.user.id, role }));
  return { asOwner, asJane, janeId: jane.user.id, organizationId, token };
}

test("a member who is removed while creating a link and joining by the old one is out, and leaves no link behind", async () => {
  for (let round = 0; round < rounds; round++) {
    const { asOwner, asJane, janeId, organizationId, token } = await withJaneAs("admin");
    const [removed] = await Promise.all([
      removeMember(asOwner, { organizationId, userId: janeId }),
      inviteByLink(asJane, { organizationId }),
      joinOrganization(asJane, { token }),
      joinOrganization(contextWith(real.db, (await newGuest(real.db)).token), { token }),
    ]);
    expect(removed).toMatchObject({ ok: true });
    const left = "SELECT FROM memberships WHERE organization_id = $1 AND user_id = $2";
    expect(await real.query(left, [organizationId, janeId])).toEqual([]);
    expect(await real.query("SELECT FROM invitations WHERE organization_id = $1", [organizationId])).toEqual(
      [],
    );
  }
});

test("of two owners who leave at the same time, one stays while there are members", async () => {
  for (let round = 0; round < rounds; round++) {
    const { asOwner, asJane, organizationId, token } = await withJaneAs("owner");
    unwrap(await joinOrganization(contextWith(real.db, (await newGuest(real.db)).token), { token }));
    const left = await Promise.all(
      [asOwner, asJane].map((ctx) => leaveOrganization(ctx, { organizationId })),
    );
    expect(left.map(({ ok }) => ok).sort()).toEqual([false, true]);
    const owners = "SELECT FROM memberships WHERE organization_id = $1 AND role = 'owner'";
    expect(await real.query(owners, [organizationId])).toHaveLength(1);
  }
});

import type { Db } from "@/db/client";
import { memberships, organizations } from "@/db/schema";
import { newId } from "@/lib/auth/core/ids";
import { contextWith, newUser, unwrap } from "@/lib/auth/core/testing";
import { inviteByLink } from "./invitations";
import { createOwnOrganization } from "./memberships";

/** An organization with an owner and an open link. */
export async function newOrganization(db: Db) {
  const owner = await newUser(db, "owner@example.com");
  const asOwner = contextWith(db, owner.token);
  const { id: organizationId } = unwrap(await createOwnOrganization(asOwner, { name: "Friends" }));
  const { token: link } = unwrap(await inviteByLink(asOwner, { organizationId }));
  return { owner, asOwner, organizationId, link };
}

/** A membership of a user in a new organization of this name. */
export async function addMembership(db: Db, userId: string, name = "Friends"): Promise<void> {
  const organizationId = newId("org");
  await db.insert(organizations).values({ id: organizationId, name });
  await db.insert(memberships).values({ organizationId, userId });
}

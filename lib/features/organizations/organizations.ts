import { and, asc, desc, eq, getTableColumns, lt } from "drizzle-orm";
import { memberships, organizations, users } from "@/db/schema";
import { withTransaction } from "@/db/transaction";
import { fail, ok, type Page, type Result } from "@/lib/api/result";
import { writeAudit } from "@/lib/auth/core/audit";
import type { AdminContext } from "@/lib/auth/core/context";
import { newId } from "@/lib/auth/core/ids";
import { afterCursor, pageOf } from "@/lib/auth/core/keyset";
import type { Membership, NewOrganization, Organization } from "./api";
import { membershipEvent } from "./memberships";

type Paging = { limit: number; after?: string | undefined };

/** Creates an organization without members. */
export async function createOrganization(
  { db, clock }: AdminContext,
  { name }: NewOrganization,
): Promise<Result<Organization>> {
  const organization = { id: newId("org"), name, createdAt: clock() };
  await db.insert(organizations).values(organization);
  return ok(organization, 201);
}

/** Lists organizations, newest first. Errors: VALIDATION_FAILED for an invalid cursor. */
export async function listOrganizations(
  { db }: AdminContext,
  { limit, after }: Paging,
): Promise<Result<Page<Organization>>> {
  const cursor = afterCursor(after);
  if (!cursor.ok) return cursor;
  const rows = await db
    .select()
    .from(organizations)
    .where(cursor.data ? lt(organizations.id, cursor.data.id) : undefined)
    .orderBy(desc(organizations.id))
    .limit(limit + 1);
  return ok(pageOf(rows, limit, ({ createdAt: time, id }) => ({ time, id })));
}

/** Lists an organization's members, the newest users first. Errors: VALIDATION_FAILED for an invalid cursor. */
export async function listMembers(
  { db }: AdminContext,
  { id, limit, after }: Paging & { id: string },
): Promise<Result<Page<Membership>>> {
  const cursor = afterCursor(after);
  if (!cursor.ok) return cursor;
  const rows = await db
    .select()
    .from(memberships)
    .where(
      and(
        eq(memberships.organizationId, id),
        cursor.data ? lt(memberships.userId, cursor.data.id) : undefined,
      ),
    )
    .orderBy(desc(memberships.userId))
    .limit(limit + 1);
  return ok(pageOf(rows, limit, ({ createdAt: time, userId: id }) => ({ time, id })));
}

/**
 * Adds a user to an organization. A guest can be a member; owners and admins are registered users.
 * Errors: NOT_FOUND, FULL_ACCOUNT_REQUIRED, CONFLICT for somebody who is a member already.
 */
export function addMember(
  ctx: AdminContext,
  { id: organizationId, userId, role }: { id: string; userId: string; role: Membership["role"] },
): Promise<Result<Membership>> {
  return withTransaction(ctx, async (tx) => {
    const { db } = tx;
    const [user] = await db
      .select({ isAnonymous: users.isAnonymous })
      .from(users)
      .where(eq(users.id, userId))
      .for("share");
    const [organization] = await db
      .select({ id: organizations.id })
      .from(organizations)
      .where(eq(organizations.id, organizationId))
      .for("key share");
    if (!user || !organization) return fail("NOT_FOUND");
    if (user.isAnonymous && role !== "member") return fail("FULL_ACCOUNT_REQUIRED");
    const [added] = await db
      .insert(memberships)
      .values({ organizationId, userId, role, createdAt: ctx.clock() })
      .onConflictDoNothing()
      .returning();
    if (!added) return fail("CONFLICT");
    await writeAudit(tx, membershipEvent("organization.member_added", added, ctx.actor));
    return ok(added, 201);
  });
}

/** Lists the organizations of any user with their role, oldest first, 200 at most: for the admin's page about them. */
export async function listOrganizationsOf(
  { db }: Pick<AdminContext, "db">,
  userId: string,
): Promise<(Organization & { role: Membership["role"] })[]> {
  return db
    .select({ ...getTableColumns(organizations), role: memberships.role })
    .from(memberships)
    .innerJoin(organizations, eq(organizations.id, memberships.organizationId))
    .where(eq(memberships.userId, userId))
    .orderBy(asc(organizations.id))
    .limit(200);
}

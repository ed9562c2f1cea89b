import { sql } from "drizzle-orm";
import { statement } from "@/db/statement";
import { inTransaction } from "@/db/transaction";
import { fail, ok, type Result } from "../contract/result";
import type { Membership } from "../contract/wire";
import type { Ctx } from "./context";
import { newId } from "./ids";
import { actorFor, membershipEvent } from "./memberships";
import { type MembershipRow, toMembership } from "./organizations";
import type { Action } from "./permissions";

const p = sql.placeholder;

type OrganizationRole = Membership["role"];

// Puts everybody who changes an organization's members in order, so that the last owner cannot be lost in a race.
const lock = statement<{ id: string }>(
  "lock_organization",
  sql`SELECT id FROM organizations WHERE id = ${p("organizationId")} FOR UPDATE`,
);

type Role = { user_id: string; role: OrganizationRole; is_guest: boolean };

const readRoles = statement<Role & { owners: number; members: number }>(
  "read_organization_roles",
  sql`SELECT m.user_id, m.role, u.is_anonymous AS is_guest, every.owners, every.members
    FROM memberships m JOIN users u ON u.id = m.user_id CROSS JOIN (
      SELECT count(*) FILTER (WHERE role = 'owner')::int AS owners, count(*)::int AS members
      FROM memberships WHERE organization_id = ${p("organizationId")}
    ) AS every
    WHERE m.organization_id = ${p("organizationId")} AND m.user_id IN (${p("actor")}, ${p("subject")})`,
);

const setRoleOf = statement<MembershipRow>(
  "set_organization_role",
  sql`WITH changed AS (
      UPDATE memberships SET role = ${p("role")}
      WHERE organization_id = ${p("organizationId")} AND user_id = ${p("subject")} RETURNING *
    ), audit AS (${membershipEvent(
      "organization.role_changed",
      sql`SELECT user_id AS id, organization_id, role FROM changed`,
    )})
    SELECT * FROM changed`,
);

const remove = statement<{ id: string }>(
  "remove_from_organization",
  sql`WITH removed AS (
      DELETE FROM memberships WHERE organization_id = ${p("organizationId")} AND user_id = ${p("subject")}
      RETURNING user_id AS id, organization_id, role
    ), audit AS (${membershipEvent("organization.member_removed", sql`SELECT * FROM removed`)})
    SELECT id FROM removed`,
);

const closeLink = statement(
  "close_organization_link",
  sql`DELETE FROM invitations WHERE organization_id = ${p("organizationId")}`,
);

const dissolve = statement(
  "dissolve_organization",
  sql`DELETE FROM organizations WHERE id = ${p("organizationId")}`,
);

/**
 * Gives somebody another role; owners alone do that, and an organization keeps one.
 * Errors: those of `presentedUser`, FULL_ACCOUNT_REQUIRED, FORBIDDEN, NOT_FOUND also for a stranger, CONFLICT for the
 * last owner, VALIDATION_FAILED (`fields.role`) where a guest would run it.
 */
export function setMemberRole(
  ctx: Ctx,
  input: { organizationId: string; userId: string; role: OrganizationRole },
): Promise<Result<Membership>> {
  return change(ctx, input, "organization.manage", async (tx, { actor, subject, owners }) => {
    if (actor.role !== "owner") return fail("FORBIDDEN");
    if (!subject) return fail("NOT_FOUND");
    if (subject.is_guest && input.role !== "member")
      return fail("VALIDATION_FAILED", { fields: { role: "A guest cannot run an organization" } });
    if (subject.role === "owner" && input.role !== "owner" && owners === 1) return fail("CONFLICT");
    const { organizationId, userId, role } = input;
    const [row] = await setRoleOf(tx.db, { organizationId, subject: userId, role, ...tx.event });
    return row ? ok(toMembership(row)) : fail("NOT_FOUND");
  });
}

/**
 * Puts somebody out, and ends the open link, by which they could come back; owners and admins do that, and owners are put
 * out by owners alone.
 * Errors: those of `presentedUser`, FULL_ACCOUNT_REQUIRED, FORBIDDEN, NOT_FOUND also for a stranger, CONFLICT for the
 * last owner.
 */
export function removeMember(
  ctx: Ctx,
  input: { organizationId: string; userId: string },
): Promise<Result<null>> {
  return change(ctx, input, "organization.manage", async (tx, { actor, subject, owners }) => {
    if (actor.role === "member") return fail("FORBIDDEN");
    if (!subject) return fail("NOT_FOUND");
    if (subject.role === "owner" && actor.role !== "owner") return fail("FORBIDDEN");
    if (subject.role === "owner" && owners === 1) return fail("CONFLICT");
    const { organizationId, userId } = input;
    await remove(tx.db, { organizationId, subject: userId, ...tx.event });
    await closeLink(tx.db, { organizationId });
    return ok(null);
  });
}

/**
 * Goes; an owner only while another stays. The last of all takes the organization along.
 * Errors: those of `presentedUser`, NOT_FOUND, CONFLICT for the last owner among others.
 */
export function leaveOrganization(
  ctx: Ctx,
  { organizationId }: { organizationId: string },
): Promise<Result<null>> {
  return change(ctx, { organizationId, userId: null }, "organization.join", async (tx, roles) => {
    const { actor, owners, members } = roles;
    if (actor.role === "owner" && owners === 1 && members > 1) return fail("CONFLICT");
    await remove(tx.db, { organizationId, subject: actor.user_id, ...tx.event });
    if (members === 1) await dissolve(tx.db, { organizationId });
    return ok(null);
  });
}

type Event = { actor: string; auditIds: string[]; now: string };
type Roles = { actor: Role; subject: Role | undefined; owners: number; members: number };

/** Decides with the organization locked. Errors: those of `actorFor`, NOT_FOUND for whoever does not belong to it. */
async function change<Data>(
  ctx: Ctx,
  { organizationId, userId }: { organizationId: string; userId: string | null },
  action: Action,
  decide: (tx: Pick<Ctx, "db"> & { event: Event }, roles: Roles) => Promise<Result<Data>>,
): Promise<Result<Data>> {
  const user = await actorFor(ctx, action);
  if (!user.ok) return user;
  const event = { actor: user.data, auditIds: [newId("aud")], now: ctx.clock().toISOString() };
  return inTransaction(ctx.db, async (db) => {
    await lock(db, { organizationId });
    const rows = await readRoles(db, { organizationId, actor: user.data, subject: userId });
    const actor = rows.find((row) => row.user_id === user.data);
    if (!actor) return fail("NOT_FOUND");
    const subject = rows.find((row) => row.user_id === userId);
    return decide({ db, event }, { actor, subject, owners: actor.owners, members: actor.members });
  });
}

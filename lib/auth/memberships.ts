import { sql } from "drizzle-orm";
import { statement } from "@/db/statement";
import { inTransaction } from "@/db/transaction";
import { fail, ok, type Result } from "../contract/result";
import type { Membership, Organization } from "../contract/wire";
import { at, auditByKeeper } from "./audit";
import type { Ctx } from "./context";
import { newId } from "./ids";
import { type MembershipRow, type OrganizationRow, toMembership, toOrganization } from "./organizations";
import { type Action, refusalOf } from "./permissions";
import { presentedUser } from "./presented";
import { hashSecret, newSessionSecret } from "./secrets";
import { later } from "./sessions";

/** How long an invitation lets people in (seconds). */
const invitationLifetime = 7 * 24 * 60 * 60;

const p = sql.placeholder;

type OrganizationRole = Membership["role"];

/** For a statement with the part `member`: who was added, in which role, by the placeholder `actor`. */
const memberAdded = auditByKeeper(
  "organization.member_added",
  sql`SELECT user_id AS id, organization_id, role FROM member`,
  sql`jsonb_build_object('organizationId', source.organization_id, 'role', source.role)`,
);

const found = statement<OrganizationRow>(
  "found_organization",
  sql`WITH founder AS (
      SELECT id FROM users WHERE id = ${p("actor")} AND NOT is_anonymous FOR SHARE
    ), made AS (
      INSERT INTO organizations (id, name, created_at) SELECT ${p("id")}, ${p("name")}, ${at("now")} FROM founder
      RETURNING id, name, created_at
    ), member AS (
      INSERT INTO memberships (organization_id, user_id, role, created_at)
      SELECT made.id, founder.id, 'owner', ${at("now")} FROM made, founder
      RETURNING organization_id, user_id, role
    ), audit AS (${memberAdded})
    SELECT * FROM made`,
);

/** Makes an organization that belongs to whoever asks. Errors: those of `presentedUser`, FULL_ACCOUNT_REQUIRED. */
export async function foundOrganization(ctx: Ctx, input: { name: string }): Promise<Result<Organization>> {
  const user = await allowed(ctx, "organization.create");
  if (!user.ok) return user;
  const [row] = await found(ctx.db, {
    id: newId("org"),
    name: input.name,
    actor: user.data,
    auditIds: [newId("aud")],
    now: ctx.clock().toISOString(),
  });
  return row ? ok(toOrganization(row), 201) : fail("FULL_ACCOUNT_REQUIRED");
}

const invite = statement<{ id: string }>(
  "invite_to_organization",
  sql`INSERT INTO invitations (id, organization_id, token_hash, created_by, expires_at, created_at)
    SELECT ${p("id")}, m.organization_id, ${p("tokenHash")}, m.user_id, ${at("expiresAt")}, ${at("now")}
    FROM memberships m
    WHERE m.organization_id = ${p("organizationId")} AND m.user_id = ${p("userId")} AND m.role IN ('owner', 'admin')
    RETURNING id`,
);

export type Invitation = { token: string; expiresAt: string };

/**
 * A secret for a link that lets everybody who has it in, as plain members, for seven days. Shown once.
 * Errors: those of `presentedUser`, FULL_ACCOUNT_REQUIRED, FORBIDDEN for whoever does not run the organization.
 */
export async function inviteByLink(ctx: Ctx, input: { organizationId: string }): Promise<Result<Invitation>> {
  const user = await allowed(ctx, "organization.manage");
  if (!user.ok) return user;
  const { token, tokenHash } = newSessionSecret();
  const now = ctx.clock();
  const expiresAt = later(now, invitationLifetime);
  const [made] = await invite(ctx.db, {
    ...input,
    id: newId("inv"),
    userId: user.data,
    tokenHash,
    expiresAt,
    now: now.toISOString(),
  });
  return made ? ok({ token, expiresAt }, 201) : fail("FORBIDDEN");
}

const join = statement<OrganizationRow>(
  "join_organization",
  sql`WITH invited AS (
      SELECT o.id, o.name, o.created_at FROM invitations i JOIN organizations o ON o.id = i.organization_id
      WHERE i.token_hash = ${p("tokenHash")} AND i.expires_at > ${at("now")}
      FOR KEY SHARE OF o
    ), member AS (
      INSERT INTO memberships (organization_id, user_id, role, created_at)
      SELECT invited.id, ${p("actor")}, 'member', ${at("now")} FROM invited
      ON CONFLICT DO NOTHING
      RETURNING organization_id, user_id, role
    ), audit AS (${memberAdded})
    SELECT * FROM invited`,
);

/**
 * Joins by an invitation's secret, as a guest too; whoever belongs already keeps their role.
 * Errors: those of `presentedUser`, TOKEN_INVALID.
 */
export async function joinOrganization(ctx: Ctx, input: { token: string }): Promise<Result<Organization>> {
  const user = await allowed(ctx, "organization.join");
  if (!user.ok) return user;
  const [row] = await join(ctx.db, {
    tokenHash: hashSecret(input.token),
    actor: user.data,
    auditIds: [newId("aud")],
    now: ctx.clock().toISOString(),
  });
  return row ? ok(toOrganization(row)) : fail("TOKEN_INVALID");
}

// Puts everybody who changes an organization's members in order, so that the last owner cannot be lost in a race.
const lock = statement<{ id: string }>(
  "lock_organization",
  sql`SELECT id FROM organizations WHERE id = ${p("organizationId")} FOR UPDATE`,
);

const readRoles = statement<{ user_id: string; role: OrganizationRole; is_guest: boolean; owners: number }>(
  "read_organization_roles",
  sql`SELECT m.user_id, m.role, u.is_anonymous AS is_guest,
      (SELECT count(*)::int FROM memberships WHERE organization_id = m.organization_id AND role = 'owner') AS owners
    FROM memberships m JOIN users u ON u.id = m.user_id
    WHERE m.organization_id = ${p("organizationId")} AND m.user_id IN (${p("actor")}, ${p("subject")})`,
);

const setRoleOf = statement<MembershipRow>(
  "set_organization_role",
  sql`UPDATE memberships SET role = ${p("role")}
    WHERE organization_id = ${p("organizationId")} AND user_id = ${p("subject")} RETURNING *`,
);

const remove = statement<{ user_id: string }>(
  "remove_from_organization",
  sql`DELETE FROM memberships WHERE organization_id = ${p("organizationId")} AND user_id = ${p("subject")} RETURNING user_id`,
);

/**
 * Gives somebody another role; owners alone do that, and an organization keeps one.
 * Errors: those of `presentedUser`, FULL_ACCOUNT_REQUIRED, FORBIDDEN, NOT_FOUND, CONFLICT for the last owner,
 * VALIDATION_FAILED (`fields.role`) where a guest would run it.
 */
export function setMemberRole(
  ctx: Ctx,
  input: { organizationId: string; userId: string; role: OrganizationRole },
): Promise<Result<Membership>> {
  return change(ctx, input, "organization.manage", async (tx, { actor, subject }) => {
    if (actor?.role !== "owner") return fail("FORBIDDEN");
    if (!subject) return fail("NOT_FOUND");
    if (subject.is_guest && input.role !== "member")
      return fail("VALIDATION_FAILED", { fields: { role: "A guest cannot run an organization" } });
    if (subject.role === "owner" && input.role !== "owner" && subject.owners === 1) return fail("CONFLICT");
    const { organizationId, userId, role } = input;
    const [row] = await setRoleOf(tx.db, { organizationId, subject: userId, role });
    return row ? ok(toMembership(row)) : fail("NOT_FOUND");
  });
}

/**
 * Puts somebody out; owners and admins do that, and owners are put out by owners alone.
 * Errors: those of `presentedUser`, FULL_ACCOUNT_REQUIRED, FORBIDDEN, NOT_FOUND, CONFLICT for the last owner.
 */
export function removeMember(
  ctx: Ctx,
  input: { organizationId: string; userId: string },
): Promise<Result<null>> {
  return change(ctx, input, "organization.manage", async (tx, { actor, subject }) => {
    const runsIt = actor?.role === "owner" || actor?.role === "admin";
    if (!runsIt || (subject?.role === "owner" && actor.role !== "owner")) return fail("FORBIDDEN");
    return removeUnlessLast(tx, input, subject);
  });
}

/** Goes; an owner only while another stays. Errors: those of `presentedUser`, NOT_FOUND, CONFLICT for the last owner. */
export async function leaveOrganization(ctx: Ctx, input: { organizationId: string }): Promise<Result<null>> {
  const user = await allowed(ctx, "organization.join");
  if (!user.ok) return user;
  const subject = { ...input, userId: user.data };
  return change(ctx, subject, "organization.join", async (tx, roles) =>
    removeUnlessLast(tx, subject, roles.subject),
  );
}

type Role = { user_id: string; role: OrganizationRole; is_guest: boolean; owners: number };
type Roles = { actor: Role | undefined; subject: Role | undefined };
type Subject = { organizationId: string; userId: string };

async function removeUnlessLast(
  tx: Ctx,
  { organizationId, userId }: Subject,
  subject: Role | undefined,
): Promise<Result<null>> {
  if (!subject) return fail("NOT_FOUND");
  if (subject.role === "owner" && subject.owners === 1) return fail("CONFLICT");
  await remove(tx.db, { organizationId, subject: userId });
  return ok(null);
}

async function change<Data>(
  ctx: Ctx,
  { organizationId, userId }: Subject,
  action: Action,
  decide: (tx: Ctx, roles: Roles) => Promise<Result<Data>>,
): Promise<Result<Data>> {
  const user = await allowed(ctx, action);
  if (!user.ok) return user;
  return inTransaction(ctx.db, async (db) => {
    await lock(db, { organizationId });
    const rows = await readRoles(db, { organizationId, actor: user.data, subject: userId });
    const roleOf = (id: string) => rows.find((row) => row.user_id === id);
    return decide({ ...ctx, db }, { actor: roleOf(user.data), subject: roleOf(userId) });
  });
}

/** The id of whoever asks, where they may. */
async function allowed(ctx: Ctx, action: Action): Promise<Result<string>> {
  const presented = await presentedUser(ctx);
  if (!presented.ok) return presented;
  return refusalOf(presented.data.user, action) ?? ok(presented.data.user.id);
}

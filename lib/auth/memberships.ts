import { type SQL, sql } from "drizzle-orm";
import { statement } from "@/db/statement";
import { fail, ok, type Result } from "../contract/result";
import type { Membership, MembershipView, Organization } from "../contract/wire";
import { at, auditByKeeper } from "./audit";
import type { Ctx } from "./context";
import { newId } from "./ids";
import { type OrganizationRow, toOrganization } from "./organizations";
import { type Action, refusalOf } from "./permissions";
import { presentedUser } from "./presented";

const p = sql.placeholder;

/** What is written down of who joined, left or got another role; `source` has `id`, `organization_id` and `role`. */
export function membershipEvent(
  type: "organization.member_added" | "organization.member_removed" | "organization.role_changed",
  source: SQL,
): SQL {
  const details = sql`jsonb_build_object('organizationId', source.organization_id, 'role', source.role)`;
  return auditByKeeper(type, source, details);
}

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
      RETURNING user_id AS id, organization_id, role
    ), audit AS (${membershipEvent("organization.member_added", sql`SELECT * FROM member`)})
    SELECT * FROM made`,
);

/** Makes an organization that belongs to whoever asks. Errors: those of `presentedUser`, FULL_ACCOUNT_REQUIRED. */
export async function foundOrganization(ctx: Ctx, input: { name: string }): Promise<Result<Organization>> {
  const user = await actorFor(ctx, "organization.create");
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

type MineRow = OrganizationRow & { role: Membership["role"]; members: number };

const mine = statement<MineRow>(
  "list_own_organizations",
  sql`SELECT o.id, o.name, o.created_at, m.role,
      (SELECT count(*)::int FROM memberships WHERE organization_id = o.id) AS members
    FROM memberships m JOIN organizations o ON o.id = m.organization_id
    WHERE m.user_id = ${p("userId")} ORDER BY o.name, o.id LIMIT 200`,
);

/** The organizations that whoever asks belongs to, by name. Errors: those of `presentedUser`. */
export async function listOwnOrganizations(ctx: Ctx): Promise<Result<MembershipView[]>> {
  const presented = await presentedUser(ctx);
  if (!presented.ok) return presented;
  const rows = await mine(ctx.db, { userId: presented.data.user.id });
  return ok(rows.map(({ role, members, ...row }) => ({ ...toOrganization(row), role, members })));
}

/** The id of whoever asks, where they may. Errors: those of `presentedUser`, FULL_ACCOUNT_REQUIRED, FORBIDDEN. */
export async function actorFor(ctx: Ctx, action: Action): Promise<Result<string>> {
  const presented = await presentedUser(ctx);
  if (!presented.ok) return presented;
  return refusalOf(presented.data.user, action) ?? ok(presented.data.user.id);
}

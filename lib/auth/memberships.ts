import { type SQL, sql } from "drizzle-orm";
import { statement } from "@/db/statement";
import type { Page } from "../contract/management";
import { fail, ok, type Result } from "../contract/result";
import type { Membership, MembershipView, Organization, OrganizationView } from "../contract/wire";
import { at, auditByKeeper } from "./audit";
import type { Ctx } from "./context";
import { newId } from "./ids";
import { pageOf, placeAfter } from "./keyset";
import { type OrganizationRow, toOrganization } from "./organizations";
import { type Action, can, refusalOf } from "./permissions";
import { presentedUser } from "./presented";
import { isoTime } from "./users";

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

type ViewRow = {
  id: string;
  name: string;
  created_at: string;
  role: Membership["role"];
  owners: number;
  members: number;
  invitation_expires_at: string | null;
};

const view = statement<ViewRow>(
  "view_organization",
  sql`SELECT o.id, o.name, o.created_at, m.role, i.expires_at AS invitation_expires_at,
      (SELECT count(*)::int FROM memberships WHERE organization_id = o.id AND role = 'owner') AS owners,
      (SELECT count(*)::int FROM memberships WHERE organization_id = o.id) AS members
    FROM memberships m JOIN organizations o ON o.id = m.organization_id
    LEFT JOIN invitations i ON i.organization_id = o.id AND i.expires_at > ${at("now")}
    WHERE m.user_id = ${p("userId")} AND m.organization_id = ${p("organizationId")}`,
);

type MemberRow = {
  user_id: string;
  name: string | null;
  email: string | null;
  is_anonymous: boolean;
  role: Membership["role"];
  created_at: string;
};

const members = statement<MemberRow>(
  "view_members",
  sql`SELECT m.user_id, u.name, u.email, u.is_anonymous, m.role, m.created_at
    FROM memberships m JOIN users u ON u.id = m.user_id
    WHERE m.organization_id = ${p("organizationId")} AND (${p("id")}::text IS NULL OR m.user_id > ${p("id")}::text)
    ORDER BY m.user_id LIMIT ${p("size")}::int`,
);

/** Members on one page. */
const pageSize = 50;

/**
 * An organization as one of its members sees it, with a page of the others; addresses are for those who run it.
 * Errors: those of `presentedUser`, NOT_FOUND to anybody else, VALIDATION_FAILED for an `after` that no page has given.
 */
export async function viewOrganization(
  ctx: Ctx,
  { organizationId, after }: { organizationId: string; after?: string | undefined },
): Promise<Result<OrganizationView>> {
  const presented = await presentedUser(ctx);
  if (!presented.ok) return presented;
  const { user } = presented.data;
  const place = placeAfter(after);
  if (place === null) return fail("VALIDATION_FAILED", { fields: { after: "Not the end of a page" } });
  const [row] = await view(ctx.db, { organizationId, userId: user.id, now: ctx.clock().toISOString() });
  if (!row) return fail("NOT_FOUND");
  const rows = await members(ctx.db, { organizationId, id: place.id ?? null, size: pageSize + 1 });
  const runsIt = row.role !== "member" && can(user, "organization.manage").allowed;
  const page: Page<OrganizationView["members"][number]> = pageOf(
    rows,
    pageSize,
    (member) => ({
      userId: member.user_id,
      name: member.name,
      email: runsIt ? member.email : null,
      isGuest: member.is_anonymous,
      isYou: member.user_id === user.id,
      role: member.role,
      joinedAt: isoTime(member.created_at),
    }),
    ({ joinedAt, userId }) => ({ time: joinedAt, id: userId }),
  );
  const { invitation_expires_at: expiresAt, role, owners, members: memberCount, ...organization } = row;
  return ok({
    ...toOrganization(organization),
    role,
    runsIt,
    isLastOwner: role === "owner" && owners === 1,
    invitedUntil: runsIt && expiresAt ? isoTime(expiresAt) : null,
    memberCount,
    members: page.items,
    after: page.after,
  });
}

/** The id of whoever asks, where they may. Errors: those of `presentedUser`, FULL_ACCOUNT_REQUIRED, FORBIDDEN. */
export async function actorFor(ctx: Ctx, action: Action): Promise<Result<string>> {
  const presented = await presentedUser(ctx);
  if (!presented.ok) return presented;
  return refusalOf(presented.data.user, action) ?? ok(presented.data.user.id);
}

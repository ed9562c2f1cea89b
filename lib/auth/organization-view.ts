import { sql } from "drizzle-orm";
import { statement } from "@/db/statement";
import { fail, ok, type Result } from "../contract/result";
import type { Membership, MemberView, OrganizationView } from "../contract/wire";
import { at } from "./audit";
import type { Ctx } from "./context";
import { pageOf, placeAfter } from "./keyset";
import { toOrganization } from "./organizations";
import { can } from "./permissions";
import { presentedUser } from "./presented";
import { isoTime } from "./users";

const p = sql.placeholder;

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
  const toView = (member: MemberRow): MemberView => ({
    userId: member.user_id,
    name: member.name,
    email: runsIt ? member.email : null,
    isGuest: member.is_anonymous,
    isYou: member.user_id === user.id,
    role: member.role,
    joinedAt: isoTime(member.created_at),
  });
  const page = pageOf(rows, pageSize, toView, ({ created_at: time, user_id: id }) => ({ time, id }));
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

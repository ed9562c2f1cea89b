import { sql } from "drizzle-orm";
import { statement } from "@/db/statement";
import type { Page } from "../contract/management";
import { fail, ok, type Result } from "../contract/result";
import type { Membership, Organization } from "../contract/wire";
import { at, auditByKeeper } from "./audit";
import type { KeeperCtx } from "./context";
import { newId } from "./ids";
import { pageOf, placeAfter } from "./keyset";
import { isoTime } from "./users";

const p = sql.placeholder;

export type OrganizationRow = { id: string; name: string; created_at: string };
export type MembershipRow = {
  organization_id: string;
  user_id: string;
  role: Membership["role"];
  created_at: string;
};
type Paging = { limit: number; after?: string | undefined };

const create = statement<OrganizationRow>(
  "create_organization",
  sql`INSERT INTO organizations (id, name, created_at) VALUES (${p("id")}, ${p("name")}, ${at("now")})
    RETURNING id, name, created_at`,
);

/** A new organization, without members. */
export async function createOrganization(
  ctx: KeeperCtx,
  { name }: { name: string },
): Promise<Result<Organization>> {
  const [row] = await create(ctx.db, { id: newId("org"), name, now: ctx.clock().toISOString() });
  if (!row) throw new Error("no organization was made");
  return ok(toOrganization(row), 201);
}

const list = statement<OrganizationRow>(
  "list_organizations",
  sql`SELECT id, name, created_at FROM organizations
    WHERE ${p("id")}::text IS NULL OR id < ${p("id")}::text ORDER BY id DESC LIMIT ${p("size")}::int`,
);

/** Newest first. Errors: VALIDATION_FAILED for an `after` that no page has given. */
export async function listOrganizations(
  ctx: KeeperCtx,
  { limit, after }: Paging,
): Promise<Result<Page<Organization>>> {
  const place = placeAfter(after);
  if (place === null) return fail("VALIDATION_FAILED", { fields: { after: "Not the end of a page" } });
  const rows = await list(ctx.db, { id: place.id ?? null, size: limit + 1 });
  return ok(pageOf(rows, limit, toOrganization, ({ created_at: time, id }) => ({ time, id })));
}

const listRows = statement<MembershipRow>(
  "list_members",
  sql`SELECT organization_id, user_id, role, created_at FROM memberships
    WHERE organization_id = ${p("organizationId")} AND (${p("id")}::text IS NULL OR user_id < ${p("id")}::text)
    ORDER BY user_id DESC LIMIT ${p("size")}::int`,
);

/** The newest users first. Errors: VALIDATION_FAILED for an `after` that no page has given. */
export async function listMembers(
  ctx: KeeperCtx,
  { id: organizationId, limit, after }: Paging & { id: string },
): Promise<Result<Page<Membership>>> {
  const place = placeAfter(after);
  if (place === null) return fail("VALIDATION_FAILED", { fields: { after: "Not the end of a page" } });
  const rows = await listRows(ctx.db, { organizationId, id: place.id ?? null, size: limit + 1 });
  return ok(pageOf(rows, limit, toMembership, ({ created_at: time, user_id: id }) => ({ time, id })));
}

type AddedRow = { created_at: string | null; is_anonymous: boolean | null; has_organization: boolean };

const add = statement<AddedRow>(
  "add_member",
  sql`WITH u AS (
      SELECT id, is_anonymous FROM users WHERE id = ${p("userId")} FOR SHARE
    ), o AS (
      SELECT id FROM organizations WHERE id = ${p("organizationId")} FOR KEY SHARE
    ), added AS (
      INSERT INTO memberships (organization_id, user_id, role, created_at)
      SELECT o.id, u.id, ${p("role")}::text, ${at("now")} FROM o, u
      WHERE NOT u.is_anonymous OR ${p("role")}::text = 'member'
      ON CONFLICT DO NOTHING
      RETURNING *
    ), audit AS (${auditByKeeper(
      "organization.member_added",
      sql`SELECT user_id AS id, organization_id, role FROM added`,
      sql`jsonb_build_object('organizationId', source.organization_id, 'role', source.role)`,
    )})
    SELECT added.created_at, u.is_anonymous, EXISTS (SELECT FROM o) AS has_organization
    FROM (SELECT) AS one LEFT JOIN u ON true LEFT JOIN added ON true`,
);

/**
 * Makes a user a member. A guest may be one; to be owner or admin takes a full account.
 * Errors: NOT_FOUND, FULL_ACCOUNT_REQUIRED, CONFLICT for whoever is a member already.
 */
export async function addMember(
  ctx: KeeperCtx,
  { id: organizationId, userId, role }: { id: string; userId: string; role: Membership["role"] },
): Promise<Result<Membership>> {
  const { actor } = ctx;
  const now = ctx.clock().toISOString();
  const [row] = await add(ctx.db, { organizationId, userId, role, actor, auditIds: [newId("aud")], now });
  if (row?.created_at) return ok({ organizationId, userId, role, createdAt: isoTime(row.created_at) }, 201);
  if (!row?.has_organization || row.is_anonymous === null) return fail("NOT_FOUND");
  return fail(row.is_anonymous && role !== "member" ? "FULL_ACCOUNT_REQUIRED" : "CONFLICT");
}

/** An organization as the wire has it. */
export function toOrganization({ created_at, ...row }: OrganizationRow): Organization {
  return { ...row, createdAt: isoTime(created_at) };
}

/** A membership as the wire has it. */
export function toMembership(row: MembershipRow): Membership {
  return {
    organizationId: row.organization_id,
    userId: row.user_id,
    role: row.role,
    createdAt: isoTime(row.created_at),
  };
}

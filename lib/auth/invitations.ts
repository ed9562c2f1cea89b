import { sql } from "drizzle-orm";
import { statement } from "@/db/statement";
import { fail, ok, type Result } from "../contract/result";
import type { Invitation, Organization } from "../contract/wire";
import { at } from "./audit";
import type { Ctx } from "./context";
import { newId } from "./ids";
import { actorFor, membershipEvent } from "./memberships";
import { type OrganizationRow, toOrganization } from "./organizations";
import { hashSecret, newSessionSecret } from "./secrets";
import { readSession } from "./session-reading";
import { later } from "./sessions";

/** How long an invitation lets people in (seconds). */
const lifetime = 7 * 24 * 60 * 60;

const p = sql.placeholder;

// Locked, and after the organization as everywhere, so that nobody who is just being put out leaves an open link behind.
const asker = sql`o AS (
    SELECT id FROM organizations WHERE id = ${p("organizationId")} FOR KEY SHARE
  ), asker AS (
    SELECT organization_id, user_id, role IN ('owner', 'admin') AS runs_it FROM memberships
    WHERE organization_id = (SELECT id FROM o) AND user_id = ${p("userId")}
    FOR SHARE
  )`;

const replace = statement<{ runs_it: boolean }>(
  "replace_invitation",
  sql`WITH ${asker}, made AS (
      INSERT INTO invitations (id, organization_id, token_hash, created_by, expires_at, created_at)
      SELECT ${p("id")}, organization_id, ${p("tokenHash")}, user_id, ${at("expiresAt")}, ${at("now")}
      FROM asker WHERE runs_it
      ON CONFLICT (organization_id) DO UPDATE SET id = excluded.id, token_hash = excluded.token_hash,
        created_by = excluded.created_by, expires_at = excluded.expires_at, created_at = excluded.created_at
    )
    SELECT runs_it FROM asker`,
);

/**
 * A secret for a link that lets everybody who has it in, as plain members, for seven days. Shown once; it replaces the
 * one before, which lets nobody in from then on.
 * Errors: those of `presentedUser`, FULL_ACCOUNT_REQUIRED, FORBIDDEN for a plain member, NOT_FOUND for a stranger.
 */
export async function inviteByLink(ctx: Ctx, input: { organizationId: string }): Promise<Result<Invitation>> {
  const user = await actorFor(ctx, "organization.manage");
  if (!user.ok) return user;
  const { token, tokenHash } = newSessionSecret();
  const now = ctx.clock();
  const expiresAt = later(now, lifetime);
  const values = { id: newId("inv"), userId: user.data, tokenHash, expiresAt, now: now.toISOString() };
  const [row] = await replace(ctx.db, { ...input, ...values });
  return row?.runs_it ? ok({ token, expiresAt }, 201) : refused(row);
}

const close = statement<{ runs_it: boolean }>(
  "close_invitation",
  sql`WITH ${asker}, closed AS (
      DELETE FROM invitations USING asker
      WHERE invitations.organization_id = asker.organization_id AND asker.runs_it
    )
    SELECT runs_it FROM asker`,
);

/** Ends the link of an organization; where there is none, that is the same answer. Errors: those of `inviteByLink`. */
export async function closeInvitation(ctx: Ctx, input: { organizationId: string }): Promise<Result<null>> {
  const user = await actorFor(ctx, "organization.manage");
  if (!user.ok) return user;
  const [row] = await close(ctx.db, { ...input, userId: user.data });
  return row?.runs_it ? ok(null) : refused(row);
}

function refused(row: { runs_it: boolean } | undefined): Result<never> {
  return fail(row ? "FORBIDDEN" : "NOT_FOUND");
}

const find = statement<OrganizationRow & { is_member: boolean }>(
  "find_invitation",
  sql`SELECT o.id, o.name, o.created_at,
      EXISTS (SELECT FROM memberships WHERE organization_id = o.id AND user_id = ${p("userId")}) AS is_member
    FROM invitations i JOIN organizations o ON o.id = i.organization_id
    WHERE i.token_hash = ${p("tokenHash")} AND i.expires_at > ${at("now")}`,
);

/** Where an invitation leads, and whether whoever asks is there already. Uses nothing up. Errors: TOKEN_INVALID. */
export async function findInvitation(
  ctx: Ctx,
  input: { token: string },
): Promise<Result<Organization & { isMember: boolean }>> {
  const presented = await readSession(ctx);
  const [row] = await find(ctx.db, {
    tokenHash: hashSecret(input.token),
    userId: presented.state === "live" ? presented.user.id : null,
    now: ctx.clock().toISOString(),
  });
  if (!row) return fail("TOKEN_INVALID");
  const { is_member: isMember, ...organization } = row;
  return ok({ ...toOrganization(organization), isMember });
}

const join = statement<OrganizationRow & { is_user: boolean }>(
  "join_organization",
  sql`WITH u AS (
      SELECT id FROM users WHERE id = ${p("actor")} FOR KEY SHARE
    ), o AS (
      SELECT id, name, created_at FROM organizations
      WHERE id = (SELECT organization_id FROM invitations WHERE token_hash = ${p("tokenHash")}) AND EXISTS (SELECT FROM u)
      FOR KEY SHARE
    ), i AS (
      -- After the organization, which whoever closes the link holds meanwhile.
      SELECT organization_id FROM invitations
      WHERE organization_id = (SELECT id FROM o) AND token_hash = ${p("tokenHash")} AND expires_at > ${at("now")}
      FOR KEY SHARE
    ), member AS (
      INSERT INTO memberships (organization_id, user_id, role, created_at)
      SELECT i.organization_id, u.id, 'member', ${at("now")} FROM i, u
      ON CONFLICT DO NOTHING
      RETURNING user_id AS id, organization_id, role
    ), audit AS (${membershipEvent("organization.member_added", sql`SELECT * FROM member`)})
    SELECT o.* FROM o, i`,
);

/**
 * Joins by an invitation's secret, as a guest too; whoever belongs already keeps their role.
 * Errors: those of `presentedUser`, TOKEN_INVALID.
 */
export async function joinOrganization(ctx: Ctx, input: { token: string }): Promise<Result<Organization>> {
  const user = await actorFor(ctx, "organization.join");
  if (!user.ok) return user;
  const [row] = await join(ctx.db, {
    tokenHash: hashSecret(input.token),
    actor: user.data,
    auditIds: [newId("aud")],
    now: ctx.clock().toISOString(),
  });
  return row ? ok(toOrganization(row)) : fail("TOKEN_INVALID");
}

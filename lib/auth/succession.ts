import { sql } from "drizzle-orm";
import { statement } from "@/db/statement";
import type { Ctx } from "./context";
import { newId } from "./ids";
import { membershipEvent } from "./memberships";

const p = sql.placeholder;

const isLeaving = sql`user_id = ANY (${p("ids")}::text[])`;

// Of all their organizations: somebody else who goes at this moment may be about to hand one over to them.
const lock = statement<{ id: string }>(
  "lock_organizations_left",
  sql`SELECT id FROM organizations WHERE id IN (SELECT organization_id FROM memberships WHERE ${isLeaving})
    ORDER BY id FOR UPDATE`,
);

const settle = statement(
  "hand_over_organizations",
  sql`WITH left_alone AS (
      SELECT DISTINCT m.organization_id AS id FROM memberships m WHERE ${isLeaving} AND m.role = 'owner'
        AND NOT EXISTS (
          SELECT FROM memberships WHERE organization_id = m.organization_id AND NOT ${isLeaving} AND role = 'owner'
        )
    ), heir AS (
      SELECT DISTINCT ON (m.organization_id) m.organization_id, m.user_id
      FROM memberships m JOIN users u ON u.id = m.user_id
      WHERE m.organization_id IN (SELECT id FROM left_alone) AND NOT ${isLeaving} AND NOT u.is_anonymous
      ORDER BY m.organization_id, m.role = 'admin' DESC, m.created_at, m.user_id
    ), owner AS (
      UPDATE memberships m SET role = 'owner' FROM heir
      WHERE m.organization_id = heir.organization_id AND m.user_id = heir.user_id
      RETURNING m.user_id AS id, m.organization_id, m.role
    ), audit AS (${membershipEvent("organization.role_changed", sql`SELECT * FROM owner`)})
    DELETE FROM organizations o WHERE o.id IN (SELECT id FROM left_alone)
      AND NOT EXISTS (SELECT FROM memberships WHERE organization_id = o.id AND NOT ${isLeaving})`,
);

/**
 * For users who are about to be deleted, in the transaction that `ctx.db` is, which holds each of them under FOR UPDATE: where
 * they are the only owners of an organization, it goes to its admin of longest standing, or else to its member of longest standing,
 * guests aside; where nobody else belongs to it, it is deleted. Each new owner is an event by `actor`.
 */
export async function handOverOrganizations(
  { db, clock }: Pick<Ctx, "db" | "clock">,
  ids: readonly string[],
  actor: string,
): Promise<void> {
  const locked = await lock(db, { ids });
  if (locked.length === 0) return;
  await settle(db, { ids, actor, auditIds: locked.map(() => newId("aud")), now: clock().toISOString() });
}

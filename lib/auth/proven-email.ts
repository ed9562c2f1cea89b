import { sql } from "drizzle-orm";
import { statement } from "@/db/statement";
import type { SignedIn } from "../contract/wire";
import { at, writeAudit } from "./audit";
import type { Ctx } from "./context";
import { detachClaim } from "./email-claims";
import { callHook } from "./hooks";
import type { Parties } from "./parties";
import { rotateAlone } from "./session-rotation";

const p = sql.placeholder;

const verify = statement(
  "mark_email_verified",
  sql`UPDATE users SET email_verified_at = ${at("now")}, updated_at = ${at("now")} WHERE id = ${p("userId")}`,
);

/**
 * Whose account a proven mailbox opens: that of its verified owner, or of the claimant whose session the prover
 * holds, which verifies the claim. Anybody else's claim is detached in favour of `prover`, and the answer is null.
 */
export async function ownerOf(
  ctx: Ctx,
  email: string,
  parties: Parties,
  prover: string,
): Promise<string | null> {
  const owner = parties.others.find((user) => user.email === email);
  if (!owner) return null;
  if (owner.isVerified) return owner.id;
  if (owner.id !== parties.holder?.id) {
    await detachClaim(ctx, email, prover);
    return null;
  }
  await verify(ctx.db, { userId: owner.id, now: ctx.clock().toISOString() });
  await writeAudit(ctx, "user.email_verified", owner.id);
  return owner.id;
}

const create = statement(
  "create_proven_member",
  sql`INSERT INTO users (id, is_anonymous, email, email_verified_at, name, created_at, updated_at, last_active_at)
    VALUES (${p("id")}, false, ${p("email")}, ${at("now")}, ${p("name")}, ${at("now")}, ${at("now")}, ${at("now")})`,
);

type Proven = { email: string; name: string | null; method: "magic-link" | "reset" };

/** A new member with an address that has been proven and is free. Without a session. */
export async function createProvenMember(ctx: Ctx, id: string, member: Proven): Promise<void> {
  const { email, name, method } = member;
  await create(ctx.db, { id, email, name, now: ctx.clock().toISOString() });
  await writeAudit(ctx, "user.created", id, { method });
  await writeAudit(ctx, "user.email_verified", id);
}

const turnFull = statement(
  "upgrade_by_proven_email",
  sql`WITH u AS (
      UPDATE users SET is_anonymous = false, email = ${p("email")}, email_verified_at = ${at("now")},
        name = coalesce(${p("name")}, name), updated_at = ${at("now")}, last_active_at = ${at("now")}
      WHERE id = ${p("id")} RETURNING id
    )
    DELETE FROM verification_tokens USING u WHERE user_id = u.id`,
);

/** Turns the guest who holds the presented session into a member in place. Both are locked; the address is proven and free. */
export async function upgradeProven(
  ctx: Ctx,
  guest: { id: string; sessionId: string },
  member: Proven,
): Promise<SignedIn> {
  const { email, name, method } = member;
  await turnFull(ctx.db, { id: guest.id, email, name, now: ctx.clock().toISOString() });
  await writeAudit(ctx, "user.upgraded", guest.id, { method });
  await writeAudit(ctx, "user.email_verified", guest.id);
  await callHook(ctx, "upgraded", { userId: guest.id, method });
  return rotateAlone(ctx, guest.sessionId);
}

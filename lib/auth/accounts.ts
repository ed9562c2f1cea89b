import { sql } from "drizzle-orm";
import { statement } from "@/db/statement";
import type { SocialProvider } from "../contract/social";
import type { User } from "../contract/wire";
import { at, writeAudit } from "./audit";
import type { Ctx } from "./context";
import { callHook } from "./hooks";
import { toUser, type UserRow, userColumns } from "./users";

const p = sql.placeholder;

/** A social account as its provider names it: `subject` is the provider's own id of a person (OpenID Connect Core, 2: `sub`). */
export type AccountKey = { provider: string; subject: string };

/** What is kept of a provider's profile. `email` is canonical, and null unless the provider says that it is verified. */
export type SocialProfile = {
  provider: SocialProvider;
  subject: string;
  type: "oidc" | "oauth";
  email: string | null;
  name: string | null;
  image: string | null;
};

const find = statement<UserRow>(
  "find_user_by_account",
  sql`SELECT ${userColumns} FROM accounts a JOIN users u ON u.id = a.user_id
    WHERE a.provider = ${p("provider")} AND a.provider_account_id = ${p("subject")}
    FOR KEY SHARE OF u`,
);

/** The user who has this social account, who in a transaction stays until its end, or null. */
export async function findUserByAccount(ctx: Ctx, { provider, subject }: AccountKey): Promise<User | null> {
  const [row] = await find(ctx.db, { provider, subject });
  return row ? toUser(row) : null;
}

const account = sql`account AS (
    INSERT INTO accounts (provider, provider_account_id, type, user_id, created_at)
    SELECT ${p("provider")}, ${p("subject")}, ${p("type")}, u.id, ${at("now")} FROM u
  )`;

const verifiedAt = sql`CASE WHEN ${p("email")}::text IS NOT NULL THEN ${at("now")} END`;

const link = statement<{ id: string }>(
  "turn_full_by_account",
  sql`WITH u AS (
      UPDATE users SET is_anonymous = false, email = ${p("email")}, email_verified_at = ${verifiedAt},
        name = coalesce(name, ${p("name")}), image = coalesce(image, ${p("image")}),
        updated_at = ${at("now")}, last_active_at = ${at("now")}
      WHERE id = ${p("userId")} AND is_anonymous
      RETURNING id
    ), ${account}, pending AS (
      DELETE FROM verification_tokens USING u WHERE user_id = u.id
    )
    SELECT id FROM u`,
);

/** Turns a guest, whom this transaction has locked, into a member who has this account. Throws where it is somebody's. */
export async function turnFullByAccount(ctx: Ctx, userId: string, profile: SocialProfile): Promise<void> {
  await link(ctx.db, { userId, ...profile, now: ctx.clock().toISOString() });
  await writeAudit(ctx, "user.upgraded", userId, { method: profile.provider });
  if (profile.email !== null)
    await writeAudit(ctx, "user.email_verified", userId, { method: profile.provider });
  await callHook(ctx, "upgraded", { userId, method: profile.provider });
}

const create = statement<{ id: string }>(
  "create_member_by_account",
  sql`WITH u AS (
      INSERT INTO users (id, is_anonymous, email, email_verified_at, name, image, created_at, updated_at, last_active_at)
      VALUES (${p("userId")}, false, ${p("email")}, ${verifiedAt}, ${p("name")}, ${p("image")}, ${at("now")}, ${at("now")}, ${at("now")})
      RETURNING id
    ), ${account}
    SELECT id FROM u`,
);

/** A new member who has this account. Without a session. Throws where the account is somebody's. */
export async function createMemberByAccount(ctx: Ctx, userId: string, profile: SocialProfile): Promise<void> {
  await create(ctx.db, { userId, ...profile, now: ctx.clock().toISOString() });
  await writeAudit(ctx, "user.created", userId, { method: profile.provider });
  if (profile.email !== null)
    await writeAudit(ctx, "user.email_verified", userId, { method: profile.provider });
}

const verify = statement<{ id: string }>(
  "verify_claim_by_account",
  sql`WITH u AS (
      UPDATE users SET email_verified_at = ${at("now")}, updated_at = ${at("now")},
        name = coalesce(name, ${p("name")}), image = coalesce(image, ${p("image")})
      WHERE id = ${p("userId")} AND email = ${p("email")}
      RETURNING id
    ), ${account}
    SELECT id FROM u`,
);

/** Verifies the address that a member, whom this transaction has locked, only claimed, and gives them this account. */
export async function linkClaimant(ctx: Ctx, userId: string, profile: SocialProfile): Promise<void> {
  await verify(ctx.db, { userId, ...profile, now: ctx.clock().toISOString() });
  await writeAudit(ctx, "user.email_verified", userId, { method: profile.provider });
}

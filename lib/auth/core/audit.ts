import { sql } from "drizzle-orm";
import type { Db } from "@/db/client";
import { auditEvents } from "@/db/schema";
import type { UpgradeMethod } from "@/lib/api/social";
import { newId } from "./ids";

/** Everything that is written down, and when. */
export const auditMeanings = {
  "user.created": "a guest or a registered user was created; `details.method` says how",
  "user.upgraded": "a guest became a registered user, in place",
  "user.merged": "a guest's data was moved to the account",
  "user.deleted": "a user was deleted; `details.reason` says why",
  "user.signed_in": "somebody signed in to an account, or opened a guest with a recovery code",
  "user.signed_out": "somebody ended their session",
  "user.email_verified": "an email address was verified",
  "user.email_detached": "an unverified email was given up to the owner of the mailbox",
  "user.link_sent": "an admin had a sign-in or a password link emailed",
  "user.password_changed": "a password was changed, set or reset",
  "user.role_changed": "somebody became an admin, or is none anymore",
  "user.data_reassigned": "an admin moved somebody's data to another user",
  "session.revoked": "a session was ended from elsewhere",
  "account.linked": "a provider's account was connected",
  "account.unlinked": "a provider's account was disconnected",
  "passkey.added": "a passkey was added",
  "passkey.removed": "a passkey was removed",
  "passkey.refused":
    "a passkey was refused, because its counter went backwards, or it can suddenly be backed up",
  "passkey.changed": "a passkey is backed up now, or is not any more",
  "settings.updated": "an admin changed the settings",
  "api_key.created": "an API key was created",
  "api_key.revoked": "an API key was revoked",
  "organization.member_added": "a user joined an organization",
  "organization.member_removed": "a user left an organization, or was removed",
  "organization.role_changed": "a member's role in an organization changed",
} as const;

export type AuditType = keyof typeof auditMeanings;

/** Who acted. `environment` is ADMIN_EMAILS, at the first sight of a verified address. */
export type Actor =
  | { type: "user" | "api_key"; id: string }
  | { type: "root_key" | "cron" | "command_line" | "environment" };

export function byUser(id: string): Actor {
  return { type: "user", id };
}

/** An actor as it is stored: the id of a user or a key, or the name of one that has no id. */
export function actorName(actor: Actor): string {
  return "id" in actor ? actor.id : actor.type;
}

/** Why a user was deleted. */
export type DeletionReason = "user_request" | "admin" | "inactive" | "merge" | "discard";

/** How somebody came to have a session. */
export type SignInMethod = UpgradeMethod | "recovery";

export type AuditEntry = {
  type: AuditType;
  /** Whom the event is about; null for nobody. */
  userId: string | null;
  actor: Actor;
  /** Holds no secret. */
  details?: Record<string, unknown>;
};

/** Writes events in the transaction that `ctx.db` is. */
export async function writeAudit(
  ctx: { db: Db; clock: () => Date },
  ...entries: AuditEntry[]
): Promise<void> {
  if (entries.length === 0) return;
  const createdAt = ctx.clock();
  const events = entries.map(({ type, userId, actor, details = {} }) => ({
    id: newId("aud"),
    type,
    user_id: userId,
    actor: actorName(actor),
    details,
    created_at: createdAt,
  }));
  // One parameter, as the cleanup writes hundreds at once: a third of the time that `values` takes for the same rows.
  await ctx.db
    .insert(auditEvents)
    .select(
      sql`SELECT * FROM jsonb_populate_recordset(NULL::${auditEvents}, ${JSON.stringify(events)}::jsonb)`,
    );
}

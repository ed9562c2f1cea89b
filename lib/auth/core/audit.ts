import type { Db } from "@/db/client";
import { auditEvents } from "@/db/schema";
import type { UpgradeMethod } from "@/lib/api/upgrade-methods";
import { newId } from "./ids";

/** Everything that is written down. */
export const auditTypes = [
  "user.created",
  "user.upgraded",
  "user.merged",
  "user.deleted",
  "user.signed_in",
  "user.signed_out",
  "user.email_verified",
  "user.email_detached",
  "user.link_sent",
  "user.password_changed",
  "session.revoked",
  "account.linked",
  "account.unlinked",
  "passkey.added",
  "passkey.removed",
  "passkey.refused",
  "settings.updated",
  "api_key.created",
  "api_key.revoked",
  "organization.member_added",
  "organization.member_removed",
  "organization.role_changed",
  "user.role_changed",
  "user.data_reassigned",
] as const;

export type AuditType = (typeof auditTypes)[number];

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
  await ctx.db.insert(auditEvents).values(
    entries.map(({ type, userId, actor, details = {} }) => ({
      id: newId("aud"),
      type,
      userId,
      actor: actorName(actor),
      details,
      createdAt,
    })),
  );
}

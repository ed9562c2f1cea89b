import { randomBytes } from "node:crypto";
import { and, desc, eq, gt, isNull, lt, or } from "drizzle-orm";
import { apiKeys } from "@/db/schema";
import { withTransaction } from "@/db/transaction";
import { type Scope, scopes } from "@/lib/api/admin/scopes";
import { fail, ok, type Page, type Result } from "@/lib/api/result";
import type { ApiKey } from "@/lib/api/views";
import { actorName, writeAudit } from "@/lib/auth/core/audit";
import type { AdminContext } from "@/lib/auth/core/context";
import { newId } from "@/lib/auth/core/ids";
import { afterCursor, pageOf } from "@/lib/auth/core/keyset";
import { hashSecret } from "@/lib/auth/core/secrets";
import { addSeconds } from "@/lib/auth/core/users";

/** The last use is written down once in this time at most (seconds). */
const touchEvery = 60;

const prefix = "bk_live_";
/** Four of its random characters tell a key from others and leave 232 bits to guess. */
const shownLength = prefix.length + 4;

/**
 * Creates an API key. `key` is the secret itself, 256 random bits: it is shown here and never again. It expires after `lifetime` seconds;
 * null is never.
 */
export function createApiKey(
  ctx: AdminContext,
  { name, scopes, lifetime = null }: { name: string; scopes: readonly Scope[]; lifetime?: number | null },
): Promise<Result<{ id: string; key: string }>> {
  const key = prefix + randomBytes(32).toString("base64url");
  const id = newId("key");
  const now = ctx.clock();
  return withTransaction(ctx, async (tx) => {
    await tx.db.insert(apiKeys).values({
      id,
      name,
      keyHash: hashSecret(key),
      prefix: key.slice(0, shownLength),
      scopes: [...scopes],
      createdBy: actorName(ctx.actor),
      createdAt: now,
      expiresAt: lifetime === null ? null : addSeconds(now, lifetime),
    });
    await writeAudit(tx, {
      type: "api_key.created",
      userId: null,
      actor: ctx.actor,
      details: { keyId: id, name },
    });
    return ok({ id, key }, 201);
  });
}

/** Revokes an API key for good. Errors: NOT_FOUND, also where it was revoked before. */
export function revokeApiKey(ctx: AdminContext, { id }: { id: string }): Promise<Result<null>> {
  return withTransaction(ctx, async (tx) => {
    const [revoked] = await tx.db
      .update(apiKeys)
      .set({ revokedAt: ctx.clock() })
      .where(and(eq(apiKeys.id, id), isNull(apiKeys.revokedAt)))
      .returning({ name: apiKeys.name });
    if (!revoked) return fail("NOT_FOUND");
    await writeAudit(tx, {
      type: "api_key.revoked",
      userId: null,
      actor: ctx.actor,
      details: { keyId: id, name: revoked.name },
    });
    return ok(null);
  });
}

/** Lists API keys, revoked ones too, newest first. Errors: VALIDATION_FAILED for a cursor that is not ours. */
export async function listApiKeys(
  ctx: AdminContext,
  { limit, after }: { limit: number; after?: string | undefined },
): Promise<Result<Page<ApiKey>>> {
  const cursor = afterCursor(after);
  if (!cursor.ok) return cursor;
  const rows = await ctx.db
    .select()
    .from(apiKeys)
    .where(cursor.data ? lt(apiKeys.id, cursor.data.id) : undefined)
    .orderBy(desc(apiKeys.id))
    .limit(limit + 1);
  return ok(pageOf(rows.map(toApiKey), limit, ({ createdAt: time, id }) => ({ time, id })));
}

function toApiKey({ keyHash: _, ...row }: typeof apiKeys.$inferSelect): ApiKey {
  return { ...row, scopes: knownScopes(row.scopes) };
}

/** A stored scope that exists no longer allows nothing. */
function knownScopes(stored: readonly string[]): Scope[] {
  return scopes.filter((scope) => stored.includes(scope));
}

/**
 * Returns which key this is and what it may do; null for one that is malformed, unknown, expired or revoked. In one statement, which also writes
 * down that the key is used.
 */
export async function findApiKey(
  { db, clock }: Pick<AdminContext, "db" | "clock">,
  key: string,
): Promise<{ id: string; scopes: readonly Scope[] } | null> {
  if (!key.startsWith(prefix) || !/^[\w-]{43}$/.test(key.slice(prefix.length))) return null;
  const now = clock();
  const isLive = and(
    eq(apiKeys.keyHash, hashSecret(key)),
    isNull(apiKeys.revokedAt),
    or(isNull(apiKeys.expiresAt), gt(apiKeys.expiresAt, now)),
  );
  const isDue = or(isNull(apiKeys.lastUsedAt), lt(apiKeys.lastUsedAt, addSeconds(now, -touchEvery)));
  const touched = db
    .$with("touched")
    .as(db.update(apiKeys).set({ lastUsedAt: now }).where(and(isLive, isDue)).returning({ id: apiKeys.id }));
  const [found] = await db
    .with(touched)
    .select({ id: apiKeys.id, scopes: apiKeys.scopes })
    .from(apiKeys)
    .where(isLive);
  return found ? { id: found.id, scopes: knownScopes(found.scopes) } : null;
}

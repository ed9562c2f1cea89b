import { randomBytes } from "node:crypto";
import { sql } from "drizzle-orm";
import { statement } from "@/db/statement";
import { fail, ok, type Result } from "../contract/result";
import type { Scope } from "../contract/scopes";
import { at, auditByKeeper } from "./audit";
import type { KeeperCtx } from "./context";
import { newId } from "./ids";
import { hashSecret } from "./secrets";
import { later } from "./sessions";

const p = sql.placeholder;

/** The last use is written down once in this time at most (seconds). */
const touchEvery = 60;

const prefix = "bk_live_";

const create = statement(
  "create_api_key",
  sql`WITH made AS (
      INSERT INTO api_keys (id, name, key_hash, scopes, created_by, created_at)
      VALUES (${p("id")}, ${p("name")}, ${p("keyHash")}, ${p("scopes")}::text[], ${p("actor")}, ${at("now")})
      RETURNING id, name
    ), audit AS (${auditByKeeper(
      "api_key.created",
      sql`SELECT NULL AS id, made.id AS key_id, made.name FROM made`,
      sql`jsonb_build_object('keyId', source.key_id, 'name', source.name)`,
    )})
    SELECT id FROM made`,
);

/** A new key. `key` is the secret itself, 256 random bits: it is shown here and never again. */
export async function createApiKey(
  ctx: KeeperCtx,
  { name, scopes }: { name: string; scopes: readonly Scope[] },
): Promise<Result<{ id: string; key: string }>> {
  const key = prefix + randomBytes(32).toString("base64url");
  const id = newId("key");
  await create(ctx.db, {
    id,
    name,
    keyHash: hashSecret(key),
    scopes: [...scopes],
    actor: ctx.actor,
    auditIds: [newId("aud")],
    now: ctx.clock().toISOString(),
  });
  return ok({ id, key }, 201);
}

const revoke = statement<{ id: string }>(
  "revoke_api_key",
  sql`WITH revoked AS (
      UPDATE api_keys SET revoked_at = ${at("now")} WHERE id = ${p("id")} AND revoked_at IS NULL RETURNING id, name
    ), audit AS (${auditByKeeper(
      "api_key.revoked",
      sql`SELECT NULL AS id, revoked.id AS key_id, revoked.name FROM revoked`,
      sql`jsonb_build_object('keyId', source.key_id, 'name', source.name)`,
    )})
    SELECT id FROM revoked`,
);

/** From now on the key opens nothing. Errors: NOT_FOUND, also where it was revoked before. */
export async function revokeApiKey(ctx: KeeperCtx, { id }: { id: string }): Promise<Result<null>> {
  const [row] = await revoke(ctx.db, {
    id,
    actor: ctx.actor,
    auditIds: [newId("aud")],
    now: ctx.clock().toISOString(),
  });
  return row ? ok(null) : fail("NOT_FOUND");
}

const find = statement<{ id: string; scopes: Scope[] }>(
  "find_api_key",
  sql`WITH found AS (
      SELECT id, scopes FROM api_keys WHERE key_hash = ${p("keyHash")} AND revoked_at IS NULL
    ), touched AS (
      UPDATE api_keys SET last_used_at = ${at("now")}
      WHERE id = (SELECT id FROM found) AND (last_used_at IS NULL OR last_used_at < ${at("touchBefore")})
    )
    SELECT id, scopes FROM found`,
);

/** Whose key this is and what it may do; null for one that is malformed, unknown or revoked. In one statement. */
export async function findApiKey(
  { db, clock }: Pick<KeeperCtx, "db" | "clock">,
  key: string,
): Promise<{ id: string; scopes: readonly Scope[] } | null> {
  if (!key.startsWith(prefix) || !/^[\w-]{43}$/.test(key.slice(prefix.length))) return null;
  const now = clock();
  const values = { keyHash: hashSecret(key), now: now.toISOString(), touchBefore: later(now, -touchEvery) };
  return (await find(db, values))[0] ?? null;
}

import { randomBytes } from "node:crypto";
import { sql } from "drizzle-orm";
import { statement } from "@/db/statement";
import type { Page } from "../contract/management";
import { fail, ok, type Result } from "../contract/result";
import type { Scope } from "../contract/scopes";
import type { ApiKey } from "../contract/wire";
import { at, auditByKeeper } from "./audit";
import type { KeeperCtx } from "./context";
import { newId } from "./ids";
import { pageOf, placeAfter } from "./keyset";
import { hashSecret } from "./secrets";
import { later } from "./sessions";
import { isoTime } from "./users";

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

type KeyRow = {
  id: string;
  name: string;
  scopes: Scope[];
  created_by: string;
  created_at: string;
  last_used_at: string | null;
  revoked_at: string | null;
};

const list = statement<KeyRow>(
  "list_api_keys",
  sql`SELECT id, name, scopes, created_by, created_at, last_used_at, revoked_at FROM api_keys
    WHERE ${p("id")}::text IS NULL OR id < ${p("id")}::text ORDER BY id DESC LIMIT ${p("size")}::int`,
);

/** Every key there was, newest first. Errors: VALIDATION_FAILED for an `after` that no page has given. */
export async function listApiKeys(
  ctx: KeeperCtx,
  { limit, after }: { limit: number; after?: string | undefined },
): Promise<Result<Page<ApiKey>>> {
  const place = placeAfter(after);
  if (place === null) return fail("VALIDATION_FAILED", { fields: { after: "Not the end of a page" } });
  const rows = await list(ctx.db, { id: place.id ?? null, size: limit + 1 });
  return ok(pageOf(rows, limit, toApiKey, ({ created_at: time, id }) => ({ time, id })));
}

function toApiKey({ created_by, created_at, last_used_at, revoked_at, ...row }: KeyRow): ApiKey {
  return {
    ...row,
    createdBy: created_by,
    createdAt: isoTime(created_at),
    lastUsedAt: last_used_at === null ? null : isoTime(last_used_at),
    revokedAt: revoked_at === null ? null : isoTime(revoked_at),
  };
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

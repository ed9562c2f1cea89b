import { type SQL, sql } from "drizzle-orm";
import { ownership } from "@/db/ownership";
import { statement } from "@/db/statement";
import { ok, type Result } from "../contract/result";
import type { AccountExport } from "../contract/wire";
import type { Ctx } from "./context";
import { presentedMember } from "./presented";

const p = sql.placeholder;

type Row = Record<string, unknown>;

const own = sql.raw("own");
/** Not even as a hash does a secret leave the database. */
const secrets = sql.raw("ARRAY['hash', 'token_hash']");

const kinds: [string, SQL][] = ownership
  .filter((owned) => owned.exportedAs !== null)
  .map(({ column, exportedAs }) => [
    `${exportedAs}`,
    sql`SELECT to_jsonb(${own}) - ${secrets} AS row FROM ${column.table} AS ${own} WHERE ${own}.${sql.identifier(column.name)} = ${p("userId")}`,
  ]);

const events = sql`SELECT to_jsonb(${own}) AS row FROM audit_events AS ${own} WHERE user_id = ${p("userId")} ORDER BY id`;

const collect = statement<{ kind: string; rows: Row[] }>(
  "export_account",
  sql.join(
    [...kinds, ["events", events] as const].map(
      ([kind, rows]) =>
        sql`SELECT ${sql.raw(`'${kind}'`)} AS kind, coalesce(jsonb_agg(row), '[]') AS rows FROM (${rows}) AS exported`,
    ),
    sql` UNION ALL `,
  ),
);

/**
 * Everything that is kept about a member but secrets and what is pending, by the list in db/ownership.ts, and every event about them.
 * Errors: those of `presentedMember`: a guest creates an account first.
 */
export async function exportAccount(ctx: Ctx): Promise<Result<AccountExport>> {
  const presented = await presentedMember(ctx);
  if (!presented.ok) return presented;
  const { user } = presented.data;
  const found = await collect(ctx.db, { userId: user.id });
  const owned = Object.fromEntries(found.map(({ kind, rows }) => [kind, rows.map(inCamelCase)]));
  return ok({ exportedAt: ctx.clock().toISOString(), user, ...owned });
}

function inCamelCase(row: Row): Row {
  const camel = (name: string) => name.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
  return Object.fromEntries(Object.entries(row).map(([name, value]) => [camel(name), value]));
}

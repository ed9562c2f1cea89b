import { eq, getTableColumns, inArray, type SQL } from "drizzle-orm";
import type { AnyPgColumn, PgTable } from "drizzle-orm/pg-core";
import type { Db } from "@/db/client";
import { type Ownership, ownership } from "@/db/ownership";
import { auditEvents } from "@/db/schema";
import { ok, type Result } from "@/lib/api/result";
import type { AccountExport } from "@/lib/api/shapes";
import type { Context } from "@/lib/auth/core/context";
import { currentRegisteredUser } from "@/lib/auth/session/session";

type Row = Record<string, unknown>;

/**
 * Returns everything that is kept about a registered user but secrets and what is pending, by the list in db/ownership.ts, and every event
 * about them. Errors: those of `currentRegisteredUser`: a guest creates an account first.
 */
export async function exportAccount(ctx: Context): Promise<Result<AccountExport>> {
  const signedIn = await currentRegisteredUser(ctx);
  if (!signedIn.ok) return signedIn;
  const { user } = signedIn.data;
  const owned: Record<string, Row[]> = {};
  for (const each of ownership) Object.assign(owned, await exportedRows(ctx.db, each, user.id));
  const events = await ctx.db
    .select()
    .from(auditEvents)
    .where(eq(auditEvents.userId, user.id))
    .orderBy(auditEvents.id);
  return ok({ exportedAt: ctx.clock(), user, ...owned, events });
}

/** The rows of one line of the list, and of the tables that are parts of them, by the names in the export. */
async function exportedRows(db: Db, { column, exportedAs, parts = [] }: Ownership, userId: string) {
  if (exportedAs === null) return {};
  const { table } = column;
  const theirs = eq(column, userId);
  const exported = { [exportedAs]: await rowsOf(db, table, theirs) };
  for (const part of parts) {
    const wholes = db
      .select({ id: idOf(table) })
      .from(table)
      .where(theirs);
    exported[part.exportedAs] = await rowsOf(db, part.column.table, inArray(part.column, wholes));
  }
  return exported;
}

/** Not even as a hash does a secret leave the database. */
function rowsOf(db: Db, table: PgTable, where: SQL): Promise<Row[]> {
  const columns = Object.entries(getTableColumns(table)).filter(([, { name }]) => !/(^|_)hash$/.test(name));
  return db.select(Object.fromEntries(columns)).from(table).where(where);
}

function idOf(table: PgTable): AnyPgColumn {
  const { id } = getTableColumns(table);
  if (!id) throw new Error("only a table with an id has parts");
  return id;
}

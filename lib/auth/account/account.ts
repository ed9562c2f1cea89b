import { eq, exists, getTableColumns, inArray, type SQL } from "drizzle-orm";
import type { AnyPgColumn, PgTable } from "drizzle-orm/pg-core";
import type { Db } from "@/db/client";
import type { Ownership } from "@/db/columns";
import { ownership } from "@/db/ownership";
import { auditEvents, passwords, users } from "@/db/schema";
import { fail, ok, type Result } from "@/lib/api/result";
import type { AccountExport, User } from "@/lib/api/shapes";
import type { AccountSummary } from "@/lib/api/views";
import { lockAdmins } from "@/lib/auth/core/admins";
import { byUser } from "@/lib/auth/core/audit";
import type { Context } from "@/lib/auth/core/context";
import { deleteUsers } from "@/lib/auth/core/delete-users";
import { ownedCounts } from "@/lib/auth/core/owned";
import { toUser } from "@/lib/auth/core/users";
import { currentRegisteredUser, currentUser } from "@/lib/auth/session/session";
import { withConfirmedUser } from "./confirm-identity";

const lastAdmin = "You are the only admin. Make someone else an admin first.";

/**
 * Deletes the current user with everything they own, for good. A registered user who has a password gives it.
 * Errors: those of `withConfirmedUser`, VALIDATION_FAILED (`fields.role`) for the last admin.
 */
export function deleteAccount(ctx: Context, input: { password?: string | undefined }): Promise<Result<null>> {
  return withConfirmedUser(ctx, input, async (tx, current) => {
    const { db } = tx;
    const { id, role } = current;
    if (role === "admin" && (await lockAdmins(db)).every((admin) => admin === id))
      return fail("VALIDATION_FAILED", { fields: { role: lastAdmin } });
    // Waits for rows that are just being added, and lets no more in.
    await db.select({ id: users.id }).from(users).where(eq(users.id, id)).for("update");
    await deleteUsers(tx, [current], "user_request", byUser(id));
    return ok(null);
  });
}

/** Changes the name of the current user. Errors: those of `currentRegisteredUser`. */
export async function changeName(ctx: Context, { name }: { name: string }): Promise<Result<{ user: User }>> {
  const current = await currentRegisteredUser(ctx);
  if (!current.ok) return current;
  const [user] = await ctx.db
    .update(users)
    .set({ name, updatedAt: ctx.clock() })
    .where(eq(users.id, current.data.user.id))
    .returning();
  return user ? ok({ user: toUser(user) }) : fail("NO_SESSION");
}

/** Returns what the current user owns, to be said before it is lost. Errors: those of `currentUser`. */
export async function summarizeAccount(ctx: Context): Promise<Result<AccountSummary>> {
  const signedIn = await currentUser(ctx);
  if (!signedIn.ok) return signedIn;
  const { db } = ctx;
  const password = db.select({ id: passwords.userId }).from(passwords).where(eq(passwords.userId, users.id));
  const [summary] = await db
    .select({ counts: ownedCounts(users.id), hasPassword: exists(password).mapWith(Boolean) })
    .from(users)
    .where(eq(users.id, signedIn.data.user.id));
  return summary ? ok(summary) : fail("NO_SESSION");
}

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

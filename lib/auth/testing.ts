import { type SQL, sql } from "drizzle-orm";
import type { Db } from "@/db/client";
import { statement } from "@/db/statement";
import type { SignedIn } from "../contract/wire";
import { defaultConfig } from "./config";
import type { Ctx } from "./context";
import { createGuest } from "./guests";
import { hashSecret, mailSecrets } from "./secrets";

export const mailSecret = mailSecrets("a secret of the tests, known to everybody");

/** The world as a request that brings `token` sees it. */
export function contextWith(db: Db, token: string | null = null, change: Partial<Ctx> = {}): Ctx {
  return {
    db,
    clock: () => new Date(),
    arrivedAt: new Date(),
    tokenHash: token === null ? null : hashSecret(token),
    userAgent: "test",
    config: defaultConfig,
    mailSecret,
    ...change,
  };
}

export type Guest = SignedIn & { token: string };

export async function newGuest(db: Db): Promise<Guest> {
  const result = await createGuest(contextWith(db));
  if (!result.ok || result.data.session.token === null) throw new Error("no guest was made");
  return { ...result.data, token: result.data.session.token };
}

/** How many rows of `table` there are, or how many of those that `where` picks. */
export async function countRows(db: Db, table: string, where: SQL = sql`true`): Promise<number> {
  const count = statement<{ count: number }>(
    "count_rows",
    sql`SELECT count(*)::int AS count FROM ${sql.identifier(table)} WHERE ${where}`,
  );
  const [row] = await count(db, {});
  return row?.count ?? 0;
}

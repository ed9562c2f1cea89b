import { type SQL, sql } from "drizzle-orm";
import type { AnyPgColumn } from "drizzle-orm/pg-core";
import { fail, ok, type Page, type Result } from "@/lib/api/result";

/** Where a page ended: the time and the id of its last row. */
export type Cursor = { time: Date; id: string };

/** One page of the rows, of which one more than `limit` were asked for. */
export function pageOf<Row>(rows: Row[], limit: number, cursorOf: (row: Row) => Cursor): Page<Row> {
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  const hasMore = rows.length > limit && last !== undefined;
  return { items, after: hasMore ? toText(cursorOf(last)) : null };
}

/** Whether a row comes after the cursor, newest first: one range of an index on both columns. Undefined at the start of a list. */
export function isPast(
  time: AnyPgColumn | SQL,
  id: AnyPgColumn | SQL,
  cursor: Cursor | null,
): SQL | undefined {
  return cursor === null
    ? undefined
    : sql`(${time}, ${id}) < (${cursor.time.toISOString()}::timestamptz, ${cursor.id})`;
}

function toText({ time, id }: Cursor): string {
  return Buffer.from(`${time.toISOString()} ${id}`).toString("base64url");
}

/** The cursor that `after` is; null for none, at the start of a list. Errors: VALIDATION_FAILED for one that is not ours. */
export function afterCursor(after: string | undefined): Result<Cursor | null> {
  if (after === undefined) return ok(null);
  const text = Buffer.from(after, "base64url").toString();
  const [, time = "", id] = /^(\d{4}-\d\d-\d\dT[\d:.]{12}Z) ([\w-]{1,64})$/.exec(text) ?? [];
  return id !== undefined && isMoment(time)
    ? ok({ time: new Date(time), id })
    : fail("VALIDATION_FAILED", { fields: { after: "Invalid cursor" } });
}

/** Date takes the 31st of February for a day in March, and knows a year 0; PostgreSQL refuses both. */
function isMoment(time: string): boolean {
  return time >= "0001" && !Number.isNaN(Date.parse(time)) && new Date(time).toISOString() === time;
}

import { type SQL, sql } from "drizzle-orm";
import type { Page } from "../contract/management";
import { at } from "./audit";
import { isoTime } from "./users";

/** Where a page ended: the time of its last row, as PostgreSQL writes it, and the id. */
type Place = { time: string; id: string };

/** The rows of one page, of which one more than `limit` were asked for. */
export function pageOf<Row, Item>(
  rows: Row[],
  limit: number,
  toItem: (row: Row) => Item,
  placeOf: (row: Row) => Place,
): Page<Item> {
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  const isMore = rows.length > limit && last !== undefined;
  return { items: shown.map(toItem), after: isMore ? toCursor(placeOf(last)) : null };
}

/**
 * Whether a row comes after the place given by the placeholders `time` and `id`, newest first; with neither, every row
 * does. One range of an index on both columns, whatever is given.
 */
export function isPast(time: SQL, id: SQL): SQL {
  return sql`(${time}, ${id}) < (coalesce(${at("time")}, 'infinity'), coalesce(${sql.placeholder("id")}::text, ''))`;
}

function toCursor({ time, id }: Place): string {
  return Buffer.from(`${isoTime(time)} ${id}`).toString("base64url");
}

/** The place that a cursor names: the start of the list for none, null for one that is not ours. */
export function placeAfter(cursor: string | undefined): Partial<Place> | null {
  if (cursor === undefined) return {};
  const named = Buffer.from(cursor, "base64url").toString();
  const [, time, id] = /^(\d{4}-\d\d-\d\dT[\d:.]{12}Z) ([\w-]{1,64})$/.exec(named) ?? [];
  return time !== undefined && id !== undefined && isMoment(time) ? { time, id } : null;
}

/** Date takes the 31st of February for a day in March, and knows a year 0; PostgreSQL refuses both. */
function isMoment(time: string): boolean {
  return time >= "0001" && !Number.isNaN(Date.parse(time)) && new Date(time).toISOString() === time;
}

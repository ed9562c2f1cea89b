import { sql } from "drizzle-orm";
import { statement } from "@/db/statement";
import type { CleanupRun } from "../contract/wire";
import { at } from "./audit";
import type { KeeperCtx } from "./context";
import { newId } from "./ids";
import { isoTime } from "./users";

type RunRow = {
  id: string;
  actor: string;
  dry_run: boolean;
  max_age: string | number | null;
  deleted: number;
  remaining: number | null;
  started_at: string;
  finished_at: string | null;
};

const p = sql.placeholder;

const start = statement(
  "start_cleanup_run",
  sql`INSERT INTO cleanup_runs (id, actor, dry_run, max_age, started_at)
    VALUES (${p("id")}, ${p("actor")}, ${p("dryRun")}, ${p("maxAge")}, ${at("now")})`,
);

/** Writes down that a run begins; its id. */
export async function startRun(
  ctx: KeeperCtx,
  run: { dryRun: boolean; maxAge: number | null },
): Promise<string> {
  const id = newId("run");
  await start(ctx.db, { ...run, id, actor: ctx.actor, now: ctx.clock().toISOString() });
  return id;
}

const finish = statement(
  "finish_cleanup_run",
  sql`UPDATE cleanup_runs SET remaining = ${p("remaining")}, finished_at = ${at("now")} WHERE id = ${p("id")}`,
);

/** Writes down that a run is over, and how many were left for the next. */
export async function finishRun(ctx: KeeperCtx, id: string, remaining: number): Promise<void> {
  await finish(ctx.db, { id, remaining, now: ctx.clock().toISOString() });
}

const last = statement<{ at: string | null }>(
  "last_cleanup",
  sql`SELECT max(finished_at) AS at FROM cleanup_runs WHERE NOT dry_run`,
);

/** When a run that was no dry run last came to its end, or null. */
export async function lastCleanup(ctx: KeeperCtx): Promise<string | null> {
  const [row] = await last(ctx.db, {});
  return row?.at ? isoTime(row.at) : null;
}

const newest = statement<RunRow>(
  "list_cleanup_runs",
  sql`SELECT id, actor, dry_run, max_age, deleted, remaining, started_at, finished_at FROM cleanup_runs
    ORDER BY id DESC LIMIT 20`,
);

/** The twenty newest runs. */
export async function listCleanupRuns(ctx: KeeperCtx): Promise<CleanupRun[]> {
  const rows = await newest(ctx.db, {});
  return rows.map((row) => ({
    id: row.id,
    actor: row.actor,
    dryRun: row.dry_run,
    maxAge: row.max_age === null ? null : Number(row.max_age),
    deleted: row.deleted,
    remaining: row.remaining,
    startedAt: isoTime(row.started_at),
    finishedAt: row.finished_at === null ? null : isoTime(row.finished_at),
  }));
}

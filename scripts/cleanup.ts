import "./load-env";
import { parseArgs } from "node:util";
import { cleanUp } from "@/lib/auth/cleanup/cleanup";
import { adminContext } from "@/lib/server/admin-context";
import { connection } from "@/lib/server/db";
import { runScheduledWork } from "@/lib/server/scheduled-cleanup";

/** Removes guests who have been inactive for too long, and whatever else has expired; with --dry-run only says who would be removed. */
const { values } = parseArgs({ options: { "dry-run": { type: "boolean", default: false } } });
const actor = { type: "command_line" } as const;
const report = values["dry-run"]
  ? await cleanUp(await adminContext(actor), { dryRun: true, limit: null })
  : await runScheduledWork(actor);
console.log(JSON.stringify(report.ok ? report.data : report.code, null, 2));
await (await connection()).close();

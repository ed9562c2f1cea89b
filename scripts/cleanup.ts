import { parseArgs } from "node:util";
import { cleanUp } from "@/lib/auth/cleanup";
import { connection } from "@/lib/server/db";
import { keeperContext } from "@/lib/server/keeper";

/** Removes guests who have been away too long; with --dry-run tells who would go. */
const { values } = parseArgs({ options: { "dry-run": { type: "boolean", default: false } } });
const report = await cleanUp(await keeperContext("command line"), { dryRun: values["dry-run"], limit: null });
console.log(JSON.stringify(report.ok ? report.data : report.code, null, 2));
await (await connection()).close();

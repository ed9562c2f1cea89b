import "./load-env";
import { existsSync } from "node:fs";
import path from "node:path";
import { openEmbedded } from "@/db/client";
import { copyEverything } from "@/db/copy";
import { describeFailure } from "@/db/failure";
import { connection } from "@/lib/server/db";
import { dataFolder, env } from "@/lib/server/env";

/** Copies everything in the embedded database to the one that DATABASE_URL names. The embedded one is brought up to date and stays. */
try {
  if (env().driver === "pglite") throw new Error("Set DATABASE_URL to the database that everything goes to.");
  if (!existsSync(path.join(dataFolder, "db"))) throw new Error(`There is no database in ${dataFolder}.`);
  const from = await openEmbedded(dataFolder);
  await from.migrate();
  const to = await connection();
  const copied = await copyEverything(from, to).finally(() => Promise.all([from.close(), to.close()]));
  console.log(JSON.stringify(copied, null, 2));
  console.log(
    `Everything is copied. Give the new server this one's AUTH_SECRET (${path.join(dataFolder, "secret")}, where none was set), or mails under way lose their links and codes. Sessions live on with any.`,
  );
} catch (error) {
  console.error(error instanceof Error ? describeFailure(error).message : error);
  process.exitCode = 1;
}

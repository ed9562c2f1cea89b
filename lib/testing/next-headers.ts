import { onTestFinished } from "vitest";
import type { Db } from "@/db/client";
import { processValues } from "@/lib/process-wide";

/**
 * Until the test ends this process is connected to `db`, or fails to be. Unlike a mock of the module this reaches every copy of
 * it: the files of a worker share theirs.
 */
export function connectTo(db: Db | Error): void {
  const connection = db instanceof Error ? Promise.reject(db) : Promise.resolve({ db, driver: "pglite" });
  connection.catch(() => {});
  processValues.set("connection", connection);
  onTestFinished(() => void processValues.delete("connection"));
}

import { onTestFinished } from "vitest";
import type { Db } from "@/db/client";

/**
 * Until the test ends this process is connected to `db`, or fails to be. Unlike a mock of the module this reaches every copy of
 * it: the files of a worker share theirs.
 */
export function connectTo(db: Db | Error): void {
  const key = Symbol.for("guestbook.connection");
  const connection = db instanceof Error ? Promise.reject(db) : Promise.resolve({ db, driver: "pglite" });
  connection.catch(() => {});
  Reflect.set(globalThis, key, connection);
  onTestFinished(() => {
    Reflect.deleteProperty(globalThis, key);
  });
}

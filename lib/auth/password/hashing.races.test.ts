import { expect, inject, test } from "vitest";
import { openPostgres } from "@/db/client";
import { createDatabase } from "@/lib/testing/database";
import { hashPassword } from "./passwords";

test("a database connection is made, by name, while fifty hashes run", async () => {
  const url = new URL(await createDatabase(inject("postgresUrl")));
  url.hostname = "localhost";
  let hashed = 0;
  const hashes = Array.from({ length: 50 }, (_, index) =>
    hashPassword(`password ${index}`).then(() => ++hashed),
  );
  const { db, close } = await openPostgres(url.href);
  await db.execute("SELECT 1");
  expect(hashed).toBeLessThan(25);
  await Promise.all(hashes);
  await close();
});

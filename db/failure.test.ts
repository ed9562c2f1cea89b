import { sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { isOutage, isUniqueViolation, StatementFailed } from "./failure";
import { statement } from "./statement";
import { testDatabase } from "./testing";

async function failureOf(text: string): Promise<unknown> {
  const db = await testDatabase();
  return statement("broken", sql.raw(text))(db, {}).then(
    () => null,
    (error: unknown) => error,
  );
}

test("a failed statement tells its name, its SQLSTATE and the reason, and none of the values", async () => {
  const failure = await failureOf("SELECT 'secret'::int");
  expect(failure).toBeInstanceOf(StatementFailed);
  expect(failure).toMatchObject({
    sqlState: "22P02",
    message: expect.stringMatching(/^broken: invalid input/),
  });
  expect(JSON.stringify(failure)).not.toContain("SELECT");
});

test("taken values are told apart from outages and bugs", async () => {
  const taken = await failureOf("INSERT INTO organizations (id, name) VALUES ('org_1', 'a'), ('org_1', 'b')");
  expect([isUniqueViolation(taken), isOutage(taken)]).toEqual([true, false]);
  const bug = await failureOf("SELECT nonsense");
  expect([isUniqueViolation(bug), isOutage(bug)]).toEqual([false, false]);
  for (const code of ["08006", "40P01", "53300", "57P01", "57014"]) {
    expect(isOutage(new StatementFailed("x", Object.assign(new Error("away"), { code })))).toBe(true);
  }
  for (const code of ["EPIPE", "ECONNREFUSED"]) {
    const cause = Object.assign(new Error("away"), { code });
    expect(isOutage(new StatementFailed("x", new Error("wrapped", { cause })))).toBe(true);
  }
  expect(isOutage(new Error("a bug"))).toBe(false);
});

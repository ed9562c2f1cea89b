import { afterAll, beforeAll, expect, test } from "vitest";
import { type RealDatabase, realDatabase } from "@/e2e/support/real-database";
import { createGuest } from "./guests";
import { contextWith, unwrap } from "./testing";

let real: RealDatabase;

beforeAll(async () => {
  real = await realDatabase();
});

afterAll(async () => {
  expect(await real.brokenInvariants()).toEqual({});
  await real.close();
});

test("one request sent several times at once makes one guest, and every answer has its secret", async () => {
  for (let round = 0; round < 100; round++) {
    const requestKey = `${round}`.padStart(43, "k");
    const answers = await Promise.all(
      Array.from({ length: 4 }, () => createGuest(contextWith(real.db, null, { requestKey }))),
    );
    const secrets = new Set(answers.map((answer) => unwrap(answer).session.token));
    expect(secrets.size).toBe(1);
  }
  expect(await real.query("SELECT id FROM users")).toHaveLength(100);
});

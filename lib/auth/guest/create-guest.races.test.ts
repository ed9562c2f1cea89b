import { afterAll, beforeAll, expect, test } from "vitest";
import { isUniqueViolation } from "@/db/failure";
import { newSessionSecret } from "@/lib/auth/core/secrets";
import { contextWith } from "@/lib/auth/core/testing";
import { replaySession } from "@/lib/auth/session/replay";
import { type RealDatabase, realDatabase } from "@/lib/testing/real-database";
import { createGuest } from "./create-guest";

let real: RealDatabase;

beforeAll(async () => {
  real = await realDatabase();
});

afterAll(async () => {
  expect(await real.brokenInvariants()).toEqual({});
  await real.close();
});

test("a session that is made for one key is made once, however often the request comes at once", async () => {
  for (let round = 0; round < 100; round++) {
    const secret = newSessionSecret();
    const answers = await Promise.allSettled(
      Array.from({ length: 4 }, () => createGuest(contextWith(real.db, null, { newSecret: () => secret }))),
    );
    const created = answers.filter((answer) => answer.status === "fulfilled");
    expect(created).toHaveLength(1);
    for (const answer of answers)
      if (answer.status === "rejected") expect(isUniqueViolation(answer.reason)).toBe(true);
    const again = await replaySession(contextWith(real.db, null, { newSecret: () => secret }));
    expect(again?.session.token).toBe(secret.token);
  }
  expect(await real.query("SELECT id FROM users")).toHaveLength(100);
});

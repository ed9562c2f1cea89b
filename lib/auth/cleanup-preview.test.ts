import { sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { testDatabase } from "@/db/testing";
import { previewCleanup } from "./cleanup-preview";
import { saveConfig } from "./config";
import { signIn } from "./sign-in";
import {
  addMembership,
  contextWith,
  countRows,
  keeperWith,
  newGuest,
  newMember,
  rows,
  unwrap,
} from "./testing";

const account = { email: "jane@example.com", password: "correct horse battery" };

test("a preview names who would go and who would be kept, and is no run", async () => {
  const db = await testDatabase();
  const ctx = keeperWith(db);
  const [gone, kept] = [await newGuest(db), await newGuest(db)];
  await newMember(db, account.email, account.password);
  unwrap(await signIn(contextWith(db, kept.token), account));
  await rows(
    db,
    sql`UPDATE users SET name = 'Ada', last_active_at = now() - interval '2 hours' WHERE is_anonymous`,
  );
  await addMembership(db, kept.user.id);
  await newGuest(db);
  const none = { maxAge: null, wouldDelete: 0, going: [], kept: [] };
  expect(await previewCleanup(ctx)).toEqual(none);

  unwrap(await saveConfig(ctx, { authMethods: { anonymous: { maxAge: 3_600 } } }));
  const common = { name: "Ada", lastActiveAt: expect.any(String) };
  expect(await previewCleanup(ctx)).toEqual({
    maxAge: 3_600,
    wouldDelete: 1,
    going: [{ ...common, userId: gone.user.id, counts: {}, reason: null }],
    kept: [
      {
        ...common,
        userId: kept.user.id,
        counts: { memberships: 1 },
        reason: "signed in, and may still bring the work along",
      },
    ],
  });
  expect(await countRows(db, "cleanup_runs")).toBe(0);
});

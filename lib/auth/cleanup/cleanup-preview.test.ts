import { sql } from "drizzle-orm";
import { expect, test } from "vitest";
import {
  adminContextWith,
  contextWith,
  countRows,
  newGuest,
  newUser,
  rows,
  unwrap,
} from "@/lib/auth/core/testing";
import { signIn } from "@/lib/auth/password/sign-in";
import { saveConfig } from "@/lib/auth/settings/settings";
import { addNote } from "@/lib/testing/notes";
import { testDatabase } from "@/lib/testing/test-database";
import { previewCleanup } from "./inactive-guests";

const account = { email: "jane@example.com", password: "correct horse battery" };

test("a preview names who would go and who would be kept, and is no run", async () => {
  const db = await testDatabase();
  const ctx = adminContextWith(db);
  const [gone, kept] = [await newGuest(db), await newGuest(db)];
  await newUser(db, account.email, account.password);
  unwrap(await signIn(contextWith(db, kept.token), account));
  await rows(
    db,
    sql`UPDATE users SET name = 'Ada', last_active_at = now() - interval '2 hours' WHERE is_anonymous`,
  );
  await addNote(db, kept.user.id);
  await newGuest(db);
  const none = { maxAge: null, wouldDelete: 0, toRemove: [], kept: [] };
  expect(await previewCleanup(ctx)).toEqual(none);

  unwrap(await saveConfig(ctx, { authMethods: { anonymous: { maxAge: 3_600 } } }));
  const common = { name: "Ada", lastActiveAt: expect.any(Date) };
  expect(await previewCleanup(ctx)).toEqual({
    maxAge: 3_600,
    wouldDelete: 1,
    toRemove: [{ ...common, userId: gone.user.id, counts: {}, reason: null }],
    kept: [
      {
        ...common,
        userId: kept.user.id,
        counts: { notes: 1 },
        reason: "signed in, and may still bring the work along",
      },
    ],
  });
  expect(await countRows(db, "cleanup_runs")).toBe(0);
});

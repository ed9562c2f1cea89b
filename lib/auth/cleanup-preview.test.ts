import { sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { testDatabase } from "@/db/testing";
import { previewCleanup } from "./cleanup-preview";
import { saveConfig } from "./config";
import { countRows, keeperWith, newGuest, newMember, rows, unwrap } from "./testing";

test("a preview names who would go and who would be kept, and is no run", async () => {
  const db = await testDatabase();
  const ctx = keeperWith(db);
  const [gone, kept] = [await newGuest(db), await newGuest(db)];
  const signer = await newMember(db, "signer@example.com");
  await rows(
    db,
    sql`UPDATE users SET name = 'Ada', last_active_at = now() - interval '2 hours' WHERE is_anonymous`,
  );
  await rows(
    db,
    sql`INSERT INTO cards (id, owner_id, occasion, recipient, title) VALUES ('c', ${kept.user.id}, 'thanks', 'A', 'B')`,
  );
  await rows(
    db,
    sql`INSERT INTO signatures (id, card_id, user_id, name, message) VALUES ('s', 'c', ${signer.user.id}, 'A', 'B')`,
  );
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
        counts: { cards: 1 },
        reason: "owns a card that others have signed",
      },
    ],
  });
  expect(await countRows(db, "cleanup_runs")).toBe(0);
});

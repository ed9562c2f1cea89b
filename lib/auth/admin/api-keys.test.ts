import { sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { hashSecret } from "@/lib/auth/core/secrets";
import { adminContextWith, rows, unwrap } from "@/lib/auth/core/testing";
import { addSeconds } from "@/lib/auth/core/users";
import { countStatements, testDatabase } from "@/lib/testing/test-database";
import { createApiKey, findApiKey, listApiKeys, revokeApiKey } from "./api-keys";

test("a key is shown once, stored as its hash, found in one statement, and revoked for good", async () => {
  const db = await testDatabase();
  const ctx = adminContextWith(db);
  const { id, key } = unwrap(await createApiKey(ctx, { name: "backup", scopes: ["users:read"] }));
  expect(key).toMatch(/^bk_live_[\w-]{43}$/);
  const [row] = await rows(
    db,
    sql`SELECT name, key_hash, prefix, created_by, last_used_at, expires_at FROM api_keys`,
  );
  expect(row).toEqual({
    name: "backup",
    key_hash: hashSecret(key),
    prefix: key.slice(0, 12),
    created_by: "command_line",
    last_used_at: null,
    expires_at: null,
  });

  expect(await findApiKey(ctx, key)).toEqual({ id, scopes: ["users:read"] });
  const used = () => rows<{ last_used_at: string }>(db, sql`SELECT last_used_at FROM api_keys`);
  const [first] = await used();
  expect(first?.last_used_at).not.toBeNull();
  expect(await countStatements(() => findApiKey(ctx, key))).toHaveLength(1);
  expect(await used()).toEqual([first]);

  expect(await revokeApiKey(ctx, { id })).toMatchObject({ ok: true });
  expect(await revokeApiKey(ctx, { id })).toMatchObject({ ok: false, code: "NOT_FOUND" });
  expect(await findApiKey(ctx, key)).toBeNull();
  expect(await rows(db, sql`SELECT type, actor, details FROM audit_events ORDER BY id`)).toEqual([
    { type: "api_key.created", actor: "command_line", details: { keyId: id, name: "backup" } },
    { type: "api_key.revoked", actor: "command_line", details: { keyId: id, name: "backup" } },
  ]);
});

test("what cannot be a key is not looked for", async () => {
  const ctx = adminContextWith(await testDatabase());
  const asked = await countStatements(async () => {
    for (const key of ["", "bk_live_", "bk_live_short", "x".repeat(51), `bk_live_${"é".repeat(43)}`])
      expect(await findApiKey(ctx, key)).toBeNull();
  });
  expect(asked).toEqual([]);
});

test("keys are listed newest first, page by page, and without themselves", async () => {
  const ctx = adminContextWith(await testDatabase());
  const made = [];
  for (const name of ["first", "second", "third"])
    made.unshift(unwrap(await createApiKey(ctx, { name, scopes: ["audit:read"] })));
  await findApiKey(ctx, made[2]?.key ?? "");
  await revokeApiKey(ctx, { id: made[1]?.id ?? "" });
  const first = unwrap(await listApiKeys(ctx, { limit: 2 }));
  const rest = unwrap(await listApiKeys(ctx, { limit: 2, after: first.after ?? "" }));
  const keys = [...first.items, ...rest.items].sort((a, b) => (a.name < b.name ? -1 : 1));
  const time = expect.any(Date);
  const common = {
    id: expect.stringMatching(/^key_/),
    createdBy: "command_line",
    createdAt: time,
    scopes: ["audit:read"],
    expiresAt: null,
  };
  expect(keys).toEqual([
    { ...common, name: "first", prefix: made[2]?.key.slice(0, 12), lastUsedAt: time, revokedAt: null },
    { ...common, name: "second", prefix: made[1]?.key.slice(0, 12), lastUsedAt: null, revokedAt: time },
    { ...common, name: "third", prefix: made[0]?.key.slice(0, 12), lastUsedAt: null, revokedAt: null },
  ]);
  expect(rest.after).toBeNull();
});

test("a key that was given a time is found until then, and neither found nor touched afterwards", async () => {
  const db = await testDatabase();
  const now = new Date("2026-03-01T12:00:00Z");
  const at = (seconds: number) => ({ ...adminContextWith(db), clock: () => addSeconds(now, seconds) });
  const { id, key } = unwrap(
    await createApiKey(at(0), { name: "brief", scopes: ["users:read"], lifetime: 30 * 86_400 }),
  );
  const [listed] = unwrap(await listApiKeys(at(0), { limit: 1 })).items;
  expect(listed?.expiresAt).toEqual(new Date("2026-03-31T12:00:00Z"));
  expect(await findApiKey(at(30 * 86_400 - 1), key)).toEqual({ id, scopes: ["users:read"] });
  const used = () => rows<{ last_used_at: string }>(db, sql`SELECT last_used_at FROM api_keys`);
  const before = await used();
  expect(await findApiKey(at(30 * 86_400), key)).toBeNull();
  expect(await findApiKey(at(31 * 86_400), key)).toBeNull();
  expect(await used()).toEqual(before);
});

import { sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { testDatabase } from "@/db/testing";
import { grantAdmin } from "./admins";
import { asAdmin } from "./as-admin";
import { saveConfig } from "./config";
import { getSession } from "./session-reading";
import { contextWith, countRows, keeperWith, newGuest, newMember, rows, unwrap } from "./testing";

test("an owner's verb is for admins, and the event names them", async () => {
  const db = await testDatabase();
  const verb = asAdmin("settings.manage", [], async (ctx, _: null) =>
    saveConfig(ctx, { password: { minLength: 9 } }),
  );
  expect(await verb(contextWith(db), null)).toEqual({ ok: false, code: "NO_SESSION" });
  const guest = await newGuest(db);
  expect(await verb(contextWith(db, guest.token), null)).toEqual({
    ok: false,
    code: "FULL_ACCOUNT_REQUIRED",
  });
  const jane = await newMember(db, "jane@example.com");
  expect(await verb(contextWith(db, jane.token), null)).toEqual({ ok: false, code: "FORBIDDEN" });
  const [email, owner] = ["jane@example.com", keeperWith(db)];
  expect(await grantAdmin(owner, { email })).toEqual({ ok: false, code: "NOT_FOUND" });
  await rows(db, sql`UPDATE users SET email_verified_at = now() WHERE id = ${jane.user.id}`);
  for (let n = 0; n < 2; n++) expect(await grantAdmin(owner, { email })).toMatchObject({ ok: true });
  expect(await countRows(db, "audit_events", sql`type = 'user.role_changed'`)).toBe(1);
  unwrap(await verb(contextWith(db, jane.token), null));
  expect(await rows(db, sql`SELECT updated_by FROM settings`)).toEqual([{ updated_by: jane.user.id }]);
});

test("whoever verified one of the ADMIN_EMAILS is an admin from the next look at their session, once; a claim is not enough", async () => {
  const db = await testDatabase();
  const jane = await newMember(db, "jane@example.com");
  const role = async () => {
    const session = unwrap(
      await getSession(contextWith(db, jane.token, { adminEmails: ["jane@example.com"] })),
    );
    return session?.user.role;
  };
  expect(await role()).toBe("user");
  await rows(db, sql`UPDATE users SET email_verified_at = now()`);
  expect(await role()).toBe("admin");
  expect(await role()).toBe("admin");
  expect(await countRows(db, "audit_events", sql`type = 'user.role_changed'`)).toBe(1);
});

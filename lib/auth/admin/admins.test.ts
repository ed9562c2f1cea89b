import { sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { grantAdmin } from "@/lib/auth/core/admins";
import type { Context } from "@/lib/auth/core/context";
import {
  adminContextWith,
  contextWith,
  countRows,
  newGuest,
  newUser,
  rows,
  unwrap,
} from "@/lib/auth/core/testing";
import { getSession } from "@/lib/auth/session/session";
import { saveConfig } from "@/lib/auth/settings/settings";
import { testDatabase } from "@/lib/testing/test-database";
import { asAdmin } from "./people";

test("a service of the admin is for admins, and the event names them", async () => {
  const db = await testDatabase();
  const service = async (ctx: Context) => {
    const admin = await asAdmin(ctx, "settings.manage", {});
    return admin.ok ? saveConfig(admin.data, { password: { minLength: 9 } }) : admin;
  };
  expect(await service(contextWith(db))).toEqual({ ok: false, code: "NO_SESSION" });
  const guest = await newGuest(db);
  expect(await service(contextWith(db, guest.token))).toEqual({
    ok: false,
    code: "FULL_ACCOUNT_REQUIRED",
  });
  const jane = await newUser(db, "jane@example.com");
  expect(await service(contextWith(db, jane.token))).toEqual({ ok: false, code: "FORBIDDEN" });
  const [email, ctx] = ["jane@example.com", adminContextWith(db)];
  expect(await grantAdmin(ctx, { email })).toEqual({ ok: false, code: "NOT_FOUND" });
  await rows(db, sql`UPDATE users SET email_verified_at = now() WHERE id = ${jane.user.id}`);
  for (let n = 0; n < 2; n++) expect(await grantAdmin(ctx, { email })).toMatchObject({ ok: true });
  expect(await countRows(db, "audit_events", sql`type = 'user.role_changed'`)).toBe(1);
  unwrap(await service(contextWith(db, jane.token)));
  expect(await rows(db, sql`SELECT updated_by FROM settings`)).toEqual([{ updated_by: jane.user.id }]);
});

test("whoever verified one of the ADMIN_EMAILS is an admin from the next look at their session, once; a claim is not enough", async () => {
  const db = await testDatabase();
  const jane = await newUser(db, "jane@example.com");
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

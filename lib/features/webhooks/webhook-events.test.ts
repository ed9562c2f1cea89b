import { sql } from "drizzle-orm";
import { beforeEach, expect, test } from "vitest";
import type { Db } from "@/db/client";
import { deleteAccount } from "@/lib/auth/account/account";
import { deleteUser } from "@/lib/auth/admin/managed-users";
import { cleanUp } from "@/lib/auth/cleanup/cleanup";
import { byUser, writeAudit } from "@/lib/auth/core/audit";
import {
  adminContextWith,
  contextWith,
  lastToken,
  newGuest,
  newUser,
  rows,
  unwrap,
} from "@/lib/auth/core/testing";
import { requestMagicLink, verifyMagicLink } from "@/lib/auth/email/magic-link";
import { createGuest } from "@/lib/auth/guest/create-guest";
import { decideMerge } from "@/lib/auth/guest/merge";
import { signIn } from "@/lib/auth/password/sign-in";
import { saveConfig } from "@/lib/auth/settings/settings";
import { completeSocialSignIn } from "@/lib/auth/social/social";
import { signUp, upgradeByPassword } from "@/lib/auth/upgrade/upgrade";
import { addNote } from "@/lib/testing/notes";
import { testDatabase } from "@/lib/testing/test-database";
import type { WebhookEvent } from "./schemas";
import { deliverWebhookEvents } from "./webhook-deliveries";

const account = { email: "jane@example.com", password: "correct horse battery", name: null };

let db: Db;

beforeEach(async () => {
  db = await testDatabase();
  await delivered();
});

/** What the receiver gets in one run. */
async function delivered(): Promise<WebhookEvent[]> {
  const events: WebhookEvent[] = [];
  const send = async (event: WebhookEvent) => {
    events.push(event);
    return null;
  };
  await deliverWebhookEvents(
    db,
    () => new Date(),
    send,
    () => true,
  );
  return events;
}

/** In no order: what is due at once is sent at once. */
const deliveredData = async () => new Set((await delivered()).map(({ type, data }) => ({ type, ...data })));

test("a new guest is sent, without where it came from", async () => {
  const visit = () => ({ network: "a network", browser: "a browser" });
  const { user } = unwrap(await createGuest(contextWith(db, null, { visit })));
  const [event, ...others] = await delivered();
  expect(others).toEqual([]);
  const [audited] = await rows<{ id: string }>(db, sql`SELECT id FROM audit_events`);
  expect(event).toEqual({
    id: audited?.id,
    type: "user.created",
    timestamp: user.createdAt.toISOString(),
    data: { userId: user.id, isGuest: true, method: "anonymous" },
  });
  expect(await delivered()).toEqual([]);
});

test("every way to become a registered user is sent with its method, and without an email", async () => {
  const [byPassword, byLink, byGoogle] = [await newGuest(db), await newGuest(db), await newGuest(db)];
  await delivered();
  unwrap(await upgradeByPassword(contextWith(db, byPassword.token), account));
  await requestMagicLink(contextWith(db, byLink.token), {
    ...account,
    email: "a@example.com",
    callbackURL: "/",
  });
  unwrap(await verifyMagicLink(contextWith(db, byLink.token), { token: await lastToken(db, "magic-link") }));
  unwrap(
    await completeSocialSignIn(
      contextWith(db, byGoogle.token),
      { intent: "upgrade", sessionId: byGoogle.session.id },
      { provider: "google", subject: "g", type: "oidc", email: "g@example.com", name: "G", image: null },
    ),
  );
  const signedUp = unwrap(await signUp(contextWith(db), { ...account, email: "b@example.com" }));
  await writeAudit(contextWith(db), {
    type: "user.upgraded",
    userId: "usr_passkey",
    actor: byUser("usr_passkey"),
    details: { method: "passkey" },
  });
  expect(await deliveredData()).toEqual(
    new Set([
      { type: "user.upgraded", userId: byPassword.user.id, method: "password" },
      { type: "user.upgraded", userId: byLink.user.id, method: "magic-link" },
      { type: "user.upgraded", userId: byGoogle.user.id, method: "google" },
      { type: "user.upgraded", userId: "usr_passkey", method: "passkey" },
      { type: "user.created", userId: signedUp.user.id, isGuest: false, method: "password" },
    ]),
  );
});

test("a merge is sent with both ids, and the guest's end by an event of its own", async () => {
  const registered = await newUser(db, account.email);
  const guest = await newGuest(db);
  await addNote(db, guest.user.id);
  const { session } = unwrap(await signIn(contextWith(db, guest.token), account));
  await delivered();
  unwrap(await decideMerge(contextWith(db, session.token), { decision: "merge" }));
  expect(await deliveredData()).toEqual(
    new Set([
      { type: "user.merged", userId: registered.user.id, guestId: guest.user.id, counts: { notes: 1 } },
      { type: "user.deleted", userId: guest.user.id, isGuest: true, reason: "merge" },
    ]),
  );
});

test("what the schema does not name is not sent", async () => {
  await writeAudit(contextWith(db), {
    type: "user.merged",
    userId: "usr_a",
    actor: byUser("usr_a"),
    details: { guestId: "usr_g", counts: {}, email: "jane@example.com" },
  });
  expect(await deliveredData()).toEqual(
    new Set([{ type: "user.merged", userId: "usr_a", guestId: "usr_g", counts: {} }]),
  );
});

test("a deletion is sent with its reason: the user's request, the admin's, or inactivity", async () => {
  const [leaving, removed, idle] = [await newGuest(db), await newGuest(db), await newGuest(db)];
  await delivered();
  unwrap(await deleteAccount(contextWith(db, leaving.token), {}));
  unwrap(await deleteUser(adminContextWith(db), { id: removed.user.id, onlyIfAnonymous: true }));
  await saveConfig(adminContextWith(db), { authMethods: { anonymous: { maxAge: 3600 } } });
  await rows(db, sql`UPDATE users SET last_active_at = now() - interval '2 hours'`);
  unwrap(await cleanUp(adminContextWith(db), { dryRun: false, limit: null }));
  const gone = { type: "user.deleted", isGuest: true };
  expect(await deliveredData()).toEqual(
    new Set([
      { ...gone, userId: leaving.user.id, reason: "user_request" },
      { ...gone, userId: removed.user.id, reason: "admin" },
      { ...gone, userId: idle.user.id, reason: "inactive" },
    ]),
  );
});

test("an upgrade that is refused, and one that is undone, send nothing", async () => {
  await newUser(db, account.email);
  const guest = await newGuest(db);
  await delivered();
  const hooks = {
    upgraded: async () => {
      throw new Error("not today");
    },
  };
  expect(await upgradeByPassword(contextWith(db, guest.token), account)).toMatchObject({ ok: false });
  const other = { ...account, email: "other@example.com" };
  await expect(upgradeByPassword(contextWith(db, guest.token, { hooks }), other)).rejects.toThrow(
    "not today",
  );
  expect(await delivered()).toEqual([]);
});

import { sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { contextWith, newGuest, rows, unwrap } from "@/lib/auth/core/testing";
import { getSession } from "@/lib/auth/session/session";
import { upgradeByPassword } from "@/lib/auth/upgrade/upgrade";
import { testDatabase } from "@/lib/testing/test-database";
import { startCard } from "../card/cards";
import { signCard } from "../signature/signatures";
import { card, now, written } from "../testing";
import { preferencesOf, savePreferences } from "./preferences";
import { dismissPrompt, isDue, takePrompt } from "./prompts";

const account = { email: "jane@example.com", password: "correct horse battery", name: null };

test("a prompt comes once, dismissed or taken, and the upgrade's event says which one led there", async () => {
  const db = await testDatabase();
  const { user, token } = await newGuest(db);
  const who = { db, userId: user.id, now };
  const ctx = contextWith(db, token);
  const seen = async () => unwrap(await getSession(ctx))?.user ?? user;
  expect(isDue(await seen(), "first-card")).toBe(true);
  unwrap(await dismissPrompt(who, { moment: "first-card" }));
  unwrap(await takePrompt(who, { prompt: "after-order", next: "/orders/1" }));
  expect(isDue(await seen(), "first-card")).toBe(false);
  expect(isDue(await seen(), "after-order")).toBe(false);
  expect(isDue(await seen(), "third-signature")).toBe(true);
  const upgraded = unwrap(await upgradeByPassword(ctx, account));
  expect(isDue(upgraded.user, "third-signature")).toBe(false);
  expect(await rows(db, sql`SELECT details FROM audit_events WHERE type = 'user.upgraded'`)).toEqual([
    { details: { method: "password", prompt: "after-order" } },
  ]);
  expect(await dismissPrompt(who, { moment: "third-signature" })).toEqual({ ok: false, code: "NOT_FOUND" });
});

test("the first signature sets how somebody likes to sign, and a choice of their own stays", async () => {
  const db = await testDatabase();
  const { user, token } = await newGuest(db);
  const who = { db, userId: user.id, now };
  const pen = async () => preferencesOf(unwrap(await getSession(contextWith(db, token)))?.user ?? user);
  expect(await pen()).toEqual({ penName: null, ink: "blue", colorScheme: "system" });
  const { id: cardId } = unwrap(await startCard(who, card));
  unwrap(await signCard(who, { cardId, ...written }));
  expect(await pen()).toMatchObject({ penName: "Grace", ink: "red" });
  unwrap(await savePreferences(who, { penName: "G.", ink: "green", colorScheme: "dark" }));
  unwrap(await signCard(who, { cardId, ...written }));
  expect(await pen()).toEqual({ penName: "G.", ink: "green", colorScheme: "dark" });
});

test("whatever else is in the metadata is ignored", () => {
  const metadata = { penName: 7, ink: "<b>", colorScheme: null, prompts: [] };
  expect(preferencesOf({ name: "Jane", metadata })).toEqual({
    penName: "Jane",
    ink: "blue",
    colorScheme: "system",
  });
  expect(isDue({ isAnonymous: true, metadata }, "first-card")).toBe(true);
});

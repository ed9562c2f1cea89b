import { expect, test } from "vitest";
import { auditMeanings } from "@/lib/auth/core/audit";
import { actorText, eventText, eventTypeText } from "./event-text";

const methods = { password: "Email and password", acme: "Acme ID" };

function textOf(type: string, details: Record<string, unknown> = {}) {
  return eventText(
    { id: "aud_1", type, userId: null, actor: "cron", details, createdAt: new Date(0) },
    methods,
  );
}

test("every kind of event has words, with and without its details", () => {
  for (const type of Object.keys(auditMeanings)) {
    expect(eventTypeText(type), type).toMatch(/^[A-Z][a-zA-Z ':-]+$/);
    expect(textOf(type), type).toMatch(/^[A-Z][a-zA-Z ':()-]+$/);
  }
});

test("what the details say is in the words", () => {
  expect(textOf("user.created", { method: "anonymous" })).toBe("Guest created");
  expect(textOf("user.created", { method: "password" })).toBe("Account created (Email and password)");
  expect(textOf("user.upgraded", { method: "acme" })).toBe("Guest created an account (Acme ID)");
  expect(textOf("user.deleted", { reason: "inactive", isGuest: true })).toBe("Guest deleted as inactive");
  expect(textOf("user.deleted", { reason: "admin", isGuest: false })).toBe("Account deleted by an admin");
  expect(textOf("account.linked", { provider: "acme" })).toBe("Acme ID connected");
  expect(textOf("user.role_changed", { role: "user" })).toBe("Admin role removed");
  expect(textOf("api_key.created", { keyId: "key_1", name: "Backup" })).toBe("API key created (Backup)");
});

test("a kind of event that has no words is shown as it is, and so is an actor", () => {
  expect(textOf("invoice.paid", { amount: 3 })).toBe("invoice.paid");
  expect(actorText("environment")).toBe("ADMIN_EMAILS");
  expect(actorText("key_1")).toBe("key_1");
});

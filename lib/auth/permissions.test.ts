import { expect, test } from "vitest";
import { type Action, can, refusalOf } from "./permissions";

const guest = { isAnonymous: true, role: "user" } as const;
const member = { isAnonymous: false, role: "user" } as const;
const admin = { isAnonymous: false, role: "admin" } as const;

test("a guest may do what the table names, as often as it says", () => {
  expect(can(guest, "card.create")).toEqual({ allowed: true, atMost: 20 });
  expect(can(guest, "organization.join")).toEqual({ allowed: true, atMost: null });
});

test("whatever the table does not name needs a full account", () => {
  const unnamed: Action[] = ["account.export", "organization.create", "users.manage"];
  for (const action of unnamed)
    expect(refusalOf(guest, action)).toEqual({ ok: false, code: "FULL_ACCOUNT_REQUIRED" });
});

test("a member may do all but what is for admins", () => {
  expect(can(member, "card.create")).toEqual({ allowed: true, atMost: null });
  expect(refusalOf(member, "settings.manage")).toEqual({ ok: false, code: "FORBIDDEN" });
  expect(refusalOf(admin, "settings.manage")).toBeNull();
});

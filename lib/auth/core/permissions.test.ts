import { expect, test } from "vitest";
import { type Action, can, permissions, quotaRefusal, refusalOf } from "./permissions";

const guest = { isAnonymous: true, role: "user" } as const;
const member = { isAnonymous: false, role: "user" } as const;
const admin = { isAnonymous: false, role: "admin" } as const;

test("a guest may do what the table names, as often as it says", () => {
  const product = permissions<"draw" | "print">({ guests: { draw: { atMost: 3 } } });
  expect(product.can(guest, "draw")).toEqual({ allowed: true, atMost: 3 });
  expect(product.can(guest, "print")).toEqual({ allowed: false, code: "FULL_ACCOUNT_REQUIRED" });
  expect(product.can(member, "draw")).toEqual({ allowed: true, atMost: null });
  expect([product.quotaOf(guest, "draw"), product.quotaOf(guest, "print")]).toEqual([3, 0]);
});

test("a quota binds guests and registered users alike, each by their own number", () => {
  const product = permissions<"draw" | "print">({
    guests: { draw: { atMost: 3 } },
    users: { draw: { atMost: 5 } },
  });
  expect(product.quotaRefusal(guest, "draw", 2)).toBeNull();
  expect(product.quotaRefusal(guest, "draw", 3)).toEqual({ ok: false, code: "FULL_ACCOUNT_REQUIRED" });
  expect(product.quotaRefusal(member, "draw", 4)).toBeNull();
  expect(product.quotaRefusal(member, "draw", 5)).toEqual({ ok: false, code: "FORBIDDEN" });
  expect(product.quotaRefusal(member, "print", 1_000_000)).toBeNull();
});

test("whatever the table does not name needs a full account", () => {
  const unnamed: Action[] = ["account.export", "settings.manage", "users.manage"];
  for (const action of unnamed)
    expect(refusalOf(guest, action)).toEqual({ ok: false, code: "FULL_ACCOUNT_REQUIRED" });
});

test("a member may do all but what is for admins", () => {
  expect(can(member, "account.export")).toEqual({ allowed: true, atMost: null });
  expect(quotaRefusal(member, "account.export", 1_000_000)).toBeNull();
  expect(refusalOf(member, "settings.manage")).toEqual({ ok: false, code: "FORBIDDEN" });
  expect(refusalOf(admin, "settings.manage")).toBeNull();
});

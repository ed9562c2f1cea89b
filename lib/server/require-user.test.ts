import { headers } from "next/headers";
import { NextRequest } from "next/server";
import { expect, test, vi } from "vitest";
import { newGuest, newUser } from "@/lib/auth/core/testing";
import { testDatabase } from "@/lib/testing/test-database";
import { requireAdmin, requireFullAccount } from "./require-user";
import { getCurrent } from "./session";

vi.mock("./session");
vi.mock("next/headers");
vi.mock("next/navigation", () => ({
  redirect: (to: string) => {
    throw new Error(`redirect ${to}`);
  },
}));

test("a visitor is sent to sign in, a guest to the upgrade, each with the way back; a registered user may open the page, and an admin the admin area", async () => {
  const db = await testDatabase();
  const request = new NextRequest("http://localhost", {
    headers: { "x-app-path": "/admin?a=b&_rsc=1" },
  });
  vi.mocked(headers).mockResolvedValue(request.headers);
  vi.mocked(getCurrent).mockResolvedValueOnce(null);
  await expect(requireFullAccount()).rejects.toThrow("redirect /sign-in?next=%2Fadmin%3Fa%3Db");
  vi.mocked(getCurrent).mockResolvedValueOnce(await newGuest(db));
  await expect(requireAdmin()).rejects.toThrow("redirect /sign-up?next=%2Fadmin%3Fa%3Db");
  const member = await newUser(db, "jane@example.com");
  vi.mocked(getCurrent).mockResolvedValue(member);
  expect(await requireFullAccount()).toBe(member);
  await expect(requireAdmin()).rejects.toThrow("redirect /missing/admin?a=b");
  const admin = { ...member, user: { ...member.user, role: "admin" as const } };
  vi.mocked(getCurrent).mockResolvedValue(admin);
  expect(await requireAdmin()).toBe(admin);
});

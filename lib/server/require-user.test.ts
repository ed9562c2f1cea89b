import { headers } from "next/headers";
import { NextRequest } from "next/server";
import { expect, test, vi } from "vitest";
import { testDatabase } from "@/db/testing";
import { newGuest, newMember } from "@/lib/auth/testing";
import { requireAdmin, requireFullUser } from "./require-user";
import { getCurrent } from "./session";

vi.mock("./session");
vi.mock("next/headers");
vi.mock("next/navigation", () => ({
  redirect: (to: string) => {
    throw new Error(`redirect ${to}`);
  },
  notFound: () => {
    throw new Error("not found");
  },
}));

test("a visitor is sent to sign in, a guest to the upgrade, each with the way back; a member comes in, an owner's page is there for admins", async () => {
  const db = await testDatabase();
  const request = new NextRequest("http://localhost", {
    headers: { "x-guestbook-path": "/admin?a=b&_rsc=1" },
  });
  vi.mocked(headers).mockResolvedValue(request.headers);
  vi.mocked(getCurrent).mockResolvedValueOnce(null);
  await expect(requireFullUser()).rejects.toThrow("redirect /sign-in?next=%2Fadmin%3Fa%3Db");
  vi.mocked(getCurrent).mockResolvedValueOnce(await newGuest(db));
  await expect(requireAdmin()).rejects.toThrow("redirect /sign-up?next=%2Fadmin%3Fa%3Db");
  const member = await newMember(db, "jane@example.com");
  vi.mocked(getCurrent).mockResolvedValue(member);
  expect(await requireFullUser()).toBe(member);
  await expect(requireAdmin()).rejects.toThrow("not found");
  const admin = { ...member, user: { ...member.user, role: "admin" as const } };
  vi.mocked(getCurrent).mockResolvedValue(admin);
  expect(await requireAdmin()).toBe(admin);
});

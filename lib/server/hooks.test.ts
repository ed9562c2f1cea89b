import { NextRequest } from "next/server";
import { expect, onTestFinished, test, vi } from "vitest";
import { contextWith, newGuest } from "@/lib/auth/core/testing";
import { getSession } from "@/lib/auth/session/session";
import { upgradeByPassword } from "@/lib/auth/upgrade/upgrade";
import { hooks } from "@/lib/features/hooks";
import { route } from "@/lib/server/http/route";
import { connectTo } from "@/lib/testing/next-headers";
import { testDatabase } from "@/lib/testing/test-database";

test("a request whose hook throws is told INTERNAL_ERROR and keeps its cookie; the log names the hook", async () => {
  const db = await testDatabase();
  connectTo(db);
  const guest = await newGuest(db);
  hooks.upgraded = async () => {
    throw new Error("not today");
  };
  onTestFinished(() => {
    delete hooks.upgraded;
  });
  const answer = await route("POST /api/auth/anonymous/upgrade", upgradeByPassword).POST(
    new NextRequest("http://localhost:3000/api/auth/anonymous/upgrade", {
      method: "POST",
      headers: { "content-type": "application/json", cookie: `guestbook=${guest.token}` },
      body: JSON.stringify({ email: "jane@example.com", password: "correct horse battery" }),
    }),
    { params: Promise.resolve({}) },
  );
  expect(answer.status).toBe(500);
  expect(await answer.json()).toMatchObject({ data: null, error: { code: "INTERNAL_ERROR" } });
  expect(answer.headers.get("set-cookie")).toBeNull();
  expect(await getSession(contextWith(db, guest.token))).toMatchObject({
    data: { user: { isAnonymous: true } },
  });
  expect(vi.mocked(console.error).mock.calls.join()).toContain("upgraded: not today");
  vi.mocked(console.error).mockClear();
});

"use server";

import { cookies } from "next/headers";
import { laterCookie } from "@/components/shell/app-shell";
import { ok } from "@/lib/api/result";
import { empty } from "@/lib/api/schemas";
import { env } from "@/lib/server/env";
import { formAction } from "@/lib/server/http/action";

/** Hides the offer of an account in this browser for a week. */
export const dismissBanner = formAction(empty, async () => {
  const store = await cookies();
  const secure = env().baseUrl.protocol === "https:";
  store.set(laterCookie, "1", {
    maxAge: 7 * 24 * 60 * 60,
    httpOnly: true,
    sameSite: "lax",
    secure,
    path: "/",
  });
  return ok(null);
});

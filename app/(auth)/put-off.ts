"use server";

import { cookies } from "next/headers";
import { laterCookie } from "@/components/app-shell";
import { env } from "@/lib/server/env";

/** Hides the offer of an account in this browser for a week. */
export async function putOffUpgrade(): Promise<void> {
  const store = await cookies();
  const secure = env().baseUrl.protocol === "https:";
  store.set(laterCookie, "1", {
    maxAge: 7 * 24 * 60 * 60,
    httpOnly: true,
    sameSite: "lax",
    secure,
    path: "/",
  });
}

"use server";

import { cookies } from "next/headers";
import { laterCookie } from "@/components/app-shell";

/** Hides the offer of an account in this browser for a week. */
export async function putOffUpgrade(): Promise<void> {
  const store = await cookies();
  store.set(laterCookie, "1", { maxAge: 7 * 24 * 60 * 60, httpOnly: true, sameSite: "lax", path: "/" });
}

import { cookies, headers } from "next/headers";
import type { OpenedLink } from "@/components/magic-link-button";
import { getMagicLink } from "@/lib/auth/magic-link";
import { browserCookieName } from "@/lib/server/browser-cookie";
import { contextOf, cookieName } from "@/lib/server/session";

/** What a mailed link would do in the browser that asks for this page. Changes nothing. */
export async function openedLink(token: string): Promise<OpenedLink> {
  const jar = await cookies();
  const session = jar.get(cookieName())?.value;
  const ctx = await contextOf(await headers(), session, jar.get(browserCookieName())?.value);
  const found = await getMagicLink(ctx, { token });
  if (found.ok) return { state: "here", token, email: found.data.email };
  return { state: found.code === "FORBIDDEN" ? "elsewhere" : "invalid", token, email: null };
}

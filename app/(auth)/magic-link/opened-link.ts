import type { OpenedLink } from "@/components/sign-in/magic-link-button";
import { getMagicLink } from "@/lib/auth/email/magic-link";
import { currentContext } from "@/lib/server/session";

/** Returns what a mailed link would do in the browser that asks for this page. Changes nothing. */
export async function openedLink(token: string): Promise<OpenedLink> {
  const found = await getMagicLink(await currentContext(), { token });
  if (found.ok) return { state: "here", token, email: found.data.email };
  return { state: found.code === "FORBIDDEN" ? "elsewhere" : "invalid", token, email: null };
}

import { headers } from "next/headers";
import { unstable_rethrow } from "next/navigation";
import { cache } from "react";
import type { SessionState } from "@/components/session-provider";
import { logFailure, requestIdHeader } from "@/lib/server/log";
import { getCurrent } from "@/lib/server/session";

/**
 * Who is here, for pages: a guest, a member, a visitor without a session, or `unknown` where the database cannot
 * tell. Never rejects, so that a page can be shown during an outage.
 */
export const currentSession = cache(async (): Promise<SessionState> => {
  try {
    const current = await getCurrent();
    if (current === null) return { status: "visitor" };
    return { status: current.user.isAnonymous ? "guest" : "member", ...current };
  } catch (error) {
    unstable_rethrow(error);
    logFailure("page", error, (await headers()).get(requestIdHeader));
    return { status: "unknown" };
  }
});

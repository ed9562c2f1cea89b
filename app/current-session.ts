import { headers } from "next/headers";
import { unstable_rethrow } from "next/navigation";
import { cache } from "react";
import type { SessionState } from "@/components/shell/session-provider";
import type { Config } from "@/lib/api/admin/admin-shapes";
import type { User } from "@/lib/api/shapes";
import { addSeconds } from "@/lib/auth/core/users";
import { previewMerge } from "@/lib/auth/guest/merge";
import { sessionTimes } from "@/lib/auth/session/session";
import { logFailure, requestIdHeader } from "@/lib/server/log";
import { currentContext, getLookup } from "@/lib/server/session";

/** Returns the session for pages, as much of it as they show. Never rejects, so that a page can be shown during an outage. */
export const currentSession = cache(async (): Promise<SessionState> => {
  try {
    return await readState();
  } catch (error) {
    unstable_rethrow(error);
    logFailure("page", error, (await headers()).get(requestIdHeader));
    return { status: "unknown" };
  }
});

async function readState(): Promise<SessionState> {
  const [lookup, ctx] = [await getLookup(), await currentContext()];
  const now = ctx.clock();
  if (lookup.state !== "live") {
    const { expiresAt } = sessionTimes(ctx.config, true, now);
    const ended = lookup.state === "none" ? null : lookup.state;
    return { status: "visitor", ended, keptUntil: keptUntil(ctx.config, expiresAt, now) };
  }
  const { user, session, guestUntil } = lookup;
  if (user.isAnonymous)
    return {
      status: "guest",
      user: shown(user),
      keptUntil: keptUntil(ctx.config, session.expiresAt, user.lastActiveAt),
    };
  const left = guestUntil !== null && guestUntil > now ? await previewMerge(ctx) : null;
  const counts = left?.ok ? left.data.guest.counts : {};
  return { status: "user", user: shown(user), leftWork: Object.keys(counts).length > 0 ? counts : null };
}

function shown({ id, name, email, emailVerified, role }: User) {
  return { id, name, email, emailVerified, role };
}

/** The end of a guest's session, or the maximum age of guests where that comes first. */
function keptUntil({ authMethods }: Config, expiresAt: Date, lastActiveAt: Date): Date {
  const { maxAge } = authMethods.anonymous;
  const removedAt = maxAge === null ? expiresAt : addSeconds(lastActiveAt, maxAge);
  return removedAt < expiresAt ? removedAt : expiresAt;
}

"use client";

import { useRouter } from "next/navigation";
import { useEffect } from "react";
import { unlessBlocked } from "@/components/form/storage";
import { authClient } from "@/lib/auth-client";
import { useSession } from "./session-provider";

/** Milliseconds between two looks. */
const lookEvery = 1_000;

/**
 * Shows this page anew once somebody else is signed in, or nobody is: another tab says so, or the server does when the tab comes to the
 * front or back from history. What was typed stays.
 */
export function SessionWatch() {
  const session = useSession();
  const router = useRouter();
  const here = "user" in session ? `${session.status} ${session.user.id}` : session.status;

  useEffect(() => {
    if (here === "unknown") return;
    const stopped = new AbortController();
    const { signal } = stopped;
    // A browser that blocks storage has no channel either.
    const channel = unlessBlocked(() => new BroadcastChannel("session"));
    channel?.addEventListener("message", ({ data }) => data !== here && router.refresh(), { signal });
    channel?.postMessage(here);
    let lookedAt = 0;
    async function look() {
      if (document.visibilityState !== "visible" || Date.now() - lookedAt < lookEvery) return;
      lookedAt = Date.now();
      const { data, error } = await authClient.getSession();
      if (error || signal.aborted) return;
      const now = data ? `${data.user.isAnonymous ? "guest" : "user"} ${data.user.id}` : "visitor";
      if (now !== here) router.refresh();
    }
    document.addEventListener("visibilitychange", look, { signal });
    window.addEventListener("focus", look, { signal });
    window.addEventListener("pageshow", (event) => event.persisted && look(), { signal });
    return () => {
      stopped.abort();
      channel?.close();
    };
  }, [here, router]);

  return null;
}

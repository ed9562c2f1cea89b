"use client";

import { useRouter } from "next/navigation";
import { useEffect } from "react";
import { areCookiesBlocked, rememberBlockedCookies } from "@/components/form/cookies-blocked";
import { useSession } from "@/components/shell/session-provider";
import { authClient } from "@/lib/auth-client";
import { withGuestLock } from "./guest-lock";

/**
 * Turns a visitor into a guest once the page is alive and visible. However many tabs, mounts and reloads there are, one browser gets one
 * guest; none while the server cannot tell who is there, none where cookies are blocked, and none over the cookie of a session that ended.
 */
export function GuestStart() {
  const session = useSession();
  const starts = session.status === "visitor" && session.ended === null;
  const router = useRouter();

  useEffect(() => {
    if (!starts) return;
    const leaving = new AbortController();
    becomeGuest(leaving.signal).then((became) => {
      if (became && !leaving.signal.aborted) router.refresh();
    });
    return () => leaving.abort();
  }, [starts, router]);

  return null;
}

async function becomeGuest(signal: AbortSignal): Promise<boolean> {
  while (!signal.aborted) {
    await whenVisible(signal);
    if (areCookiesBlocked()) return false;
    const outcome = await withGuestLock(() => startOnce(signal));
    if (typeof outcome === "boolean") return outcome;
    await pause(outcome.retryAfter, signal);
  }
  return false;
}

/** True where this browser has a session now; a time in seconds where the server asked to wait. */
async function startOnce(signal: AbortSignal): Promise<boolean | { retryAfter: number }> {
  if (signal.aborted) return false;
  const current = await authClient.getSession();
  if (current.error) return false;
  if (current.data || signal.aborted) return current.data !== null;
  const { error } = await authClient.signIn.anonymous();
  if (error?.code === "RATE_LIMITED") return { retryAfter: error.details?.retryAfter ?? 60 };
  if (error) return false;
  return cameBack();
}

/** Whether the browser kept the cookie of its new session. */
async function cameBack(): Promise<boolean> {
  const { data, error } = await authClient.getSession();
  if (data === null && error === null) rememberBlockedCookies();
  return data !== null;
}

/** Resolves once the page is visible: not in a background tab, not while it is prerendered. */
function whenVisible(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const check = () => document.visibilityState === "visible" && resolve();
    document.addEventListener("visibilitychange", check, { signal });
    signal.addEventListener("abort", () => resolve());
    check();
  });
}

function pause(seconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, seconds * 1000);
    signal.addEventListener("abort", () => {
      clearTimeout(timer);
      resolve();
    });
  });
}

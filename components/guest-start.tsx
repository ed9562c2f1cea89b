"use client";

import { useRouter } from "next/navigation";
import { useEffect } from "react";
import { authClient } from "@/lib/auth-client";
import { alone } from "./guest-lock";
import { useSession } from "./session-provider";

/**
 * Turns a visitor into a guest once the page is alive and somebody sees it. However many tabs, mounts and reloads
 * there are, one browser gets one guest; none while the server cannot tell who is there.
 */
export function GuestStart() {
  const visitor = useSession().status === "visitor";
  const router = useRouter();

  useEffect(() => {
    if (!visitor) return;
    const leaving = new AbortController();
    becomeGuest(leaving.signal).then((became) => {
      if (became && !leaving.signal.aborted) router.refresh();
    });
    return () => leaving.abort();
  }, [visitor, router]);

  return null;
}

async function becomeGuest(signal: AbortSignal): Promise<boolean> {
  // A browser that keeps no cookie would leave a new guest behind at every page.
  if (!navigator.cookieEnabled) return false;
  while (!signal.aborted) {
    await seen(signal);
    const outcome = await alone(() => startOnce(signal));
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
  return error === null;
}

/** Resolves once the page is visible: not in a background tab, not while it is prerendered. */
function seen(signal: AbortSignal): Promise<void> {
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

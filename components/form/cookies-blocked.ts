"use client";

import { useSyncExternalStore } from "react";
import { unlessBlocked } from "./storage";

const probe = "cookie-check";
const item = "cookie-lost-at";

/** A cookie that was lost is remembered so long (milliseconds), so that further visits make no further guests that nobody can open. */
const rememberedFor = 60 * 60 * 1000;

let known: boolean | null = null;
const listeners = new Set<() => void>();

/** Whether cookies come back in this browser. `navigator.cookieEnabled` says yes in some that block them. */
export function areCookiesBlocked(): boolean {
  known ??= !comesBack() || wasLost();
  return known;
}

/** Remembers that the server's cookie did not come back, for this page and, where storage is not blocked too, for the next ones. */
export function rememberBlockedCookies(): void {
  known = true;
  unlessBlocked(() => localStorage.setItem(item, String(Date.now())));
  for (const listener of listeners) listener();
}

/** Loads this page anew, to see whether cookies are allowed now. */
export function retryCookies(): void {
  unlessBlocked(() => localStorage.removeItem(item));
  window.location.reload();
}

/** The same for a page: false until script runs. */
export function useCookiesBlocked(): boolean {
  return useSyncExternalStore(subscribe, areCookiesBlocked, () => false);
}

function subscribe(listener: () => void) {
  listeners.add(listener);
  return () => void listeners.delete(listener);
}

function comesBack(): boolean {
  try {
    // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is not in every browser, and not without TLS.
    document.cookie = `${probe}=1; Path=/; SameSite=Lax`;
    const came = document.cookie.split("; ").includes(`${probe}=1`);
    // biome-ignore lint/suspicious/noDocumentCookie: as above.
    document.cookie = `${probe}=; Path=/; SameSite=Lax; Max-Age=0`;
    return came;
  } catch {
    // A sandboxed frame has no cookies at all.
    return false;
  }
}

function wasLost(): boolean {
  const lostAt = unlessBlocked(() => localStorage.getItem(item));
  return lostAt !== null && Date.now() - Number(lostAt) < rememberedFor;
}

"use client";

import { useSyncExternalStore } from "react";

/** Whether this browser knows passkeys; taken for granted until script runs, so that what most people see does not move. */
export function useSupportsPasskeys(): boolean {
  return useSyncExternalStore(never, isSupported, () => true);
}

// A browser does not learn it while a page is open.
function never() {
  return () => {};
}

function isSupported(): boolean {
  return "PublicKeyCredential" in window;
}

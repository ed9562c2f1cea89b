"use client";

import { useSyncExternalStore } from "react";

/** Whether this browser supports passkeys; assumed until script runs, so that the page does not move for most people. */
export function useSupportsPasskeys(): boolean {
  return useSyncExternalStore(never, isSupported, () => true);
}

// It does not change while a page is open.
function never() {
  return () => {};
}

function isSupported(): boolean {
  return "PublicKeyCredential" in window;
}

/**
 * One at a time in this browser, whichever tab: a visitor becomes a guest by the page or by the first form they send, never
 * by both. Without Web Locks (plain http off localhost) the check for a session has to do.
 */
export function alone<T>(work: () => Promise<T>): Promise<T> {
  return navigator.locks ? navigator.locks.request("guest-start", work) : work();
}

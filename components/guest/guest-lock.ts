/** A tab waits no longer than this for another one (milliseconds). */
const longestWait = 10_000;

/**
 * Runs `work` in one tab of this browser at a time: a visitor becomes a guest by the page or by the first form they send, never by both.
 * Where there are no locks (plain http off localhost, blocked storage), or another tab holds this one for too long, the server's check for a
 * session has to do.
 */
export async function withGuestLock<T>(work: () => Promise<T>): Promise<T> {
  let started = false;
  try {
    return await navigator.locks.request("guest-start", { signal: AbortSignal.timeout(longestWait) }, () => {
      started = true;
      return work();
    });
  } catch (error) {
    if (started) throw error;
    return work();
  }
}

/** So many sessions are remembered; of more, those that were read last. */
const most = 10_000;

/** By the hash of a session's secret: when its user was last active, as this process read it (ISO 8601). */
const lastActive = new Map<string, string>();

/** Remembers what a session's row says of its user's last activity (ISO 8601), for this copy of the module: Next bundles several. */
export function rememberActivity(tokenHash: string, time: string): void {
  lastActive.delete(tokenHash);
  lastActive.set(tokenHash, time);
  const [oldest] = lastActive.size > most ? lastActive.keys() : [];
  if (oldest !== undefined) lastActive.delete(oldest);
}

/** Whether this process knows that the session's user was active at `time` (ISO 8601) or later. */
export function wasActiveSince(tokenHash: string, time: string): boolean {
  return (lastActive.get(tokenHash) ?? "") >= time;
}

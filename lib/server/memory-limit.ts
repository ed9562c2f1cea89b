import type { Limit } from "@/lib/contract/endpoints";
import type { Count } from "./limit-store";
import { processWide } from "./process-wide";

/** More keys than this are swept of those whose window has passed. */
const sweepAt = 20_000;

type Calls = { times: number[]; windowMs: number };

/** Swept again when there are twice as many as a sweep has left, so that a flood does not pay for it at every call. */
const sweeping = { at: sweepAt };

/** An exact sliding window in this process: the times of the calls that were let through. */
export function countInMemory(limit: Limit, key: string, now = Date.now()): Count {
  const { calls, id, times, windowMs } = recent(limit, key, now);
  if (calls.size > sweeping.at) sweep(calls, now);
  const allowed = times.length < limit.max;
  if (allowed) times.push(now);
  calls.set(id, { times, windowMs });
  const resetSeconds = Math.max(1, Math.ceil(((times[0] ?? now) + windowMs - now) / 1000));
  return { limit, allowed, remaining: limit.max - times.length, resetSeconds };
}

/** Takes the newest call back, which another store refused. */
export function forgetInMemory(limit: Limit, key: string, now = Date.now()): void {
  const { calls, id, times, windowMs } = recent(limit, key, now);
  calls.set(id, { times: times.slice(0, -1), windowMs });
}

export function spentInMemory(limit: Limit, key: string, now = Date.now()): boolean {
  return recent(limit, key, now).times.length >= limit.max;
}

function recent(limit: Limit, key: string, now: number) {
  const calls = processWide("calls", () => new Map<string, Calls>());
  const windowMs = limit.windowSeconds * 1000;
  const id = `${limit.name}:${key}`;
  const times = (calls.get(id)?.times ?? []).filter((time) => time > now - windowMs);
  return { calls, id, times, windowMs };
}

function sweep(calls: Map<string, Calls>, now: number): void {
  for (const [id, { times, windowMs }] of calls) {
    if ((times.at(-1) ?? 0) <= now - windowMs) calls.delete(id);
  }
  sweeping.at = Math.max(sweepAt, 2 * calls.size);
}

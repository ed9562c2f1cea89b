import type { Limit } from "@/lib/contract/endpoints";
import type { Count } from "./limit-store";
import { processWide } from "./process-wide";

/** So many new keys, or as many as there are where that is more, and those whose window has passed are swept out. */
const sweepAfter = 1_000;

type Calls = { times: number[]; windowMs: number };
type Memory = { calls: Map<string, Calls>; sweepAt: number };

/** An exact sliding window in this process: the times of the calls that were let through. */
export function countInMemory(limit: Limit, key: string, now = Date.now()): Count {
  const { memory, id, times, windowMs } = recent(limit, key, now);
  const allowed = times.length < limit.max;
  if (allowed) times.push(now);
  memory.calls.set(id, { times, windowMs });
  if (memory.calls.size > memory.sweepAt) sweep(memory, now);
  const resetSeconds = Math.max(1, Math.ceil(((times[0] ?? now) + windowMs - now) / 1000));
  return { limit, allowed, remaining: limit.max - times.length, resetSeconds };
}

/** Takes the newest call back, which another store refused. */
export function forgetInMemory(limit: Limit, key: string, now = Date.now()): void {
  const { memory, id, times, windowMs } = recent(limit, key, now);
  memory.calls.set(id, { times: times.slice(0, -1), windowMs });
}

/** Whether nothing is left of `limit` for `key` in this process. Counts nothing. */
export function spentInMemory(limit: Limit, key: string, now = Date.now()): boolean {
  return recent(limit, key, now).times.length >= limit.max;
}

/** How many keys this process remembers. */
export function keysInMemory(): number {
  return memoryOfCalls().calls.size;
}

function recent(limit: Limit, key: string, now: number) {
  const memory = memoryOfCalls();
  const windowMs = limit.windowSeconds * 1000;
  const id = `${limit.name}:${key}`;
  const times = (memory.calls.get(id)?.times ?? []).filter((time) => time > now - windowMs);
  return { memory, id, times, windowMs };
}

function memoryOfCalls(): Memory {
  return processWide("calls", () => ({ calls: new Map<string, Calls>(), sweepAt: sweepAfter }));
}

/** Each key pays for a look at two others, however many there are at once. */
function sweep(memory: Memory, now: number): void {
  for (const [id, { times, windowMs }] of memory.calls) {
    if ((times.at(-1) ?? 0) <= now - windowMs) memory.calls.delete(id);
  }
  memory.sweepAt = Math.max(2 * memory.calls.size, memory.calls.size + sweepAfter);
}

import type { Limit } from "@/lib/api/define";
import { processWide } from "@/lib/process-wide";
import { type RateLimitResult, resultOf } from "./limit-stores";

/** Expired keys are removed when so many new ones have come, or as many as there were, whichever is more. */
const removeAfter = 1_000;

type Calls = { times: number[]; windowMs: number };
type Memory = { calls: Map<string, Calls>; removeAt: number };

/** Counts a call in an exact sliding window of this process: the times of the calls that were allowed. */
export function countInMemory(limit: Limit, key: string, now = Date.now()): RateLimitResult {
  const { memory, id, times, windowMs } = recent(limit, key, now);
  const allowed = times.length < limit.max;
  if (allowed) times.push(now);
  memory.calls.set(id, { times, windowMs });
  if (memory.calls.size > memory.removeAt) removeExpired(memory, now);
  return resultOf(limit, { used: times.length, oldest: times[0], allowed }, now);
}

/** Takes the newest call back, which another store refused. */
export function uncountInMemory(limit: Limit, key: string): void {
  const { memory, id, times, windowMs } = recent(limit, key, Date.now());
  memory.calls.set(id, { times: times.slice(0, -1), windowMs });
}

/** Returns where `key` stands with `limit` in this process. Counts nothing. */
export function readInMemory(limit: Limit, key: string): RateLimitResult {
  const now = Date.now();
  const { times } = recent(limit, key, now);
  const used = times.length;
  return resultOf(limit, { used, oldest: times[0], allowed: used < limit.max }, now);
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
  return processWide("calls", () => ({ calls: new Map<string, Calls>(), removeAt: removeAfter }));
}

/** Costs each new key a look at two others, however many there are. */
function removeExpired(memory: Memory, now: number): void {
  for (const [id, { times, windowMs }] of memory.calls) {
    if ((times.at(-1) ?? 0) <= now - windowMs) memory.calls.delete(id);
  }
  memory.removeAt = Math.max(2 * memory.calls.size, memory.calls.size + removeAfter);
}

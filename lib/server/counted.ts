import { createHash, createHmac } from "node:crypto";
import type { Endpoint, Limit } from "@/lib/contract/endpoints";
import { clientKey } from "./client-ip";
import { isSame } from "./constant-time";
import { env } from "./env";
import type { Count } from "./limit-store";
import { count, type Patience, patienceByAddress } from "./rate-limit";

/** On a request that the middleware has counted: where its caller stands, in a form that cannot be made outside. */
export const countedHeader = "x-guestbook-counted";

export function countedMark(path: string, { limit, remaining, resetSeconds }: Count): string {
  const state = [limit.name, remaining, resetSeconds].join(" ");
  return `${macOf(path, state)} ${state}`;
}

/**
 * What the middleware has counted, or null where it did not. Middleware has been bypassed before; a handler trusts this mark,
 * not the way a request came.
 */
export function countedBefore(incoming: Headers, endpoint: Endpoint<unknown, unknown>): Count | null {
  const [mac = "", ...state] = incoming.get(countedHeader)?.split(" ") ?? [];
  const [name, remaining, resetSeconds] = state;
  const limit = endpoint.limits.find((limit) => limit.name === name);
  if (!limit || !isSame(mac, macOf(endpoint.path, state.join(" ")))) return null;
  return { limit, allowed: true, remaining: Number(remaining), resetSeconds: Number(resetSeconds) };
}

function macOf(path: string, state: string): string {
  return createHmac("sha256", env().secret).update(`counted ${path} ${state}`).digest("base64url");
}

/** Counts a request under the endpoint's limits by client address. The answer is the tightest count, or null without such limits. */
export async function countByAddress(
  endpoint: Endpoint<unknown, unknown>,
  incoming: Headers,
): Promise<Count | null> {
  const limits = endpoint.limits.filter((limit) => limit.by === "ip");
  return countAll(limits, () => clientKey(incoming), patienceByAddress());
}

/** Counts a request under the endpoint's limits by e-mail address, given in canonical form. */
export async function countByEmail(
  endpoint: Endpoint<unknown, unknown>,
  email: string,
  patience: Patience,
): Promise<Count | null> {
  const limits = endpoint.limits.filter((limit) => limit.by === "email");
  return countAll(limits, () => createHash("sha256").update(email).digest("base64url"), patience);
}

/** Counts a try at a code or a password under the endpoint's limits for that, by client address. */
export async function countTry(
  endpoint: Endpoint<unknown, unknown>,
  incoming: Headers,
  input: object,
  patience: Patience,
): Promise<Count | null> {
  const limits = endpoint.limits.filter(({ by }) => (by === "code" || by === "password") && by in input);
  return countAll(limits, () => clientKey(incoming), patience);
}

async function countAll(
  limits: readonly Limit[],
  keyOf: () => string,
  patience: Patience,
): Promise<Count | null> {
  if (limits.length === 0) return null;
  const key = keyOf();
  let tightest: Count | null = null;
  for (const limit of limits) {
    const counted = await count(limit, key, patience);
    if (!counted.allowed) return counted;
    if (tightest === null || counted.remaining < tightest.remaining) tightest = counted;
  }
  return tightest;
}

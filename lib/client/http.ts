import type { WireInputOf, WireOf } from "@/lib/api/define";
import type { Envelope, WireError } from "@/lib/api/errors";
import type { Api, Key } from "@/lib/api/table";

/** Where nothing came back. */
export const unreachable: WireError = { code: "NETWORK_ERROR", message: "No connection", status: 0 };

/** No call waits longer than this for its answer (milliseconds). */
const timeout = 30_000;

/**
 * Calls an endpoint of the table and hands on exactly what it answered. `:name` in its path is taken from the input. Never throws:
 * where nothing came back that can be read, the error is NETWORK_ERROR with status 0.
 */
export async function call<K extends Key>(
  key: K,
  input?: WireInputOf<Api[K]>,
  headers: Record<string, string> = {},
): Promise<Envelope<WireOf<Api[K]>>> {
  const [method = "", pattern = ""] = key.split(" ");
  const fields: Record<string, unknown> = { ...(input as object) };
  const path = pattern.replace(/:(\w+)/g, (_, name: string) => {
    const value = encodeURIComponent(String(fields[name]));
    delete fields[name];
    return value;
  });
  try {
    const response = await fetch(path, {
      method,
      cache: "no-store",
      signal: AbortSignal.timeout(timeout),
      ...(method !== "GET" && {
        headers: { ...headers, "content-type": "application/json" },
        body: JSON.stringify(fields),
      }),
    });
    return await response.json();
  } catch {
    return { data: null, error: unreachable };
  }
}

/** A call that hands out a new session: tried once more with the same key where no answer came. */
export async function callForSession<K extends Key>(
  key: K,
  input: WireInputOf<Api[K]>,
  idempotencyKey = newIdempotencyKey(),
) {
  const send = () => call(key, input, { "idempotency-key": idempotencyKey });
  const answer = await send();
  return answer.error?.code === "NETWORK_ERROR" ? send() : answer;
}

/** 256 random bits by which a request that is sent again is known to be the same one. */
export function newIdempotencyKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(32));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

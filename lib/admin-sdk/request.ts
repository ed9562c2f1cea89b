import type { Envelope } from "../contract/errors";
import type { ManagedEndpoint } from "../contract/management";
import { BanataAuthError } from "./error";

export type BanataAuthOptions = {
  apiKey: string;
  /** Where the application is, such as https://auth.example.com. */
  baseUrl: string;
  /** For one try (milliseconds). */
  timeout?: number;
  /** After a 429 or 503, how often at most it is tried again. */
  retries?: number;
};

export type CallOptions = { signal?: AbortSignal };

type Sent = { params?: Record<string, string>; query?: Record<string, unknown>; body?: object };

/** Longer than this nobody is kept waiting for another try (milliseconds). */
const longestPause = 60_000;

/** Makes one call, as often as it takes, and hands on the body of a success. Throws BanataAuthError, or the signal's reason. */
export type Send = <Body>(
  endpoint: ManagedEndpoint<never, unknown>,
  sent: Sent,
  options?: CallOptions,
) => Promise<Body>;

/** What makes the calls of one client: its key, its server, its patience. */
export function sender({ apiKey, baseUrl, timeout = 30_000, retries = 3 }: BanataAuthOptions): Send {
  return async (endpoint, { params = {}, query = {}, body }, { signal } = {}) => {
    const url = addressOf(baseUrl, endpoint.path, params, query);
    const init: RequestInit = {
      method: endpoint.method,
      redirect: "error",
      headers: {
        authorization: `Bearer ${apiKey}`,
        ...(body && { "content-type": "application/json" }),
      },
      ...(body && { body: JSON.stringify(body) }),
    };
    for (let tried = 0; ; tried++) {
      const response = await once(url, init, timeout, signal);
      const pause = mayRepeat(endpoint.method, response.status) ? pauseBefore(response, tried) : null;
      if (tried < retries && pause !== null && pause <= longestPause) {
        await response.body?.cancel();
        await sleep(pause, signal);
        continue;
      }
      return read(response, signal);
    }
  };
}

function addressOf(
  baseUrl: string,
  path: string,
  params: Record<string, string>,
  query: Record<string, unknown>,
): URL {
  const filled = path.replace(/:(\w+)/g, (_, name: string) => encodeURIComponent(params[name] ?? ""));
  const url = new URL(baseUrl.replace(/\/+$/, "") + filled);
  for (const [name, value] of Object.entries(query))
    if (value !== undefined && value !== null) url.searchParams.set(name, String(value));
  return url;
}

async function once(
  url: URL,
  init: RequestInit,
  timeout: number,
  signal: AbortSignal | undefined,
): Promise<Response> {
  const limit = AbortSignal.timeout(timeout);
  try {
    return await fetch(url, { ...init, signal: signal ? AbortSignal.any([signal, limit]) : limit });
  } catch (error) {
    signal?.throwIfAborted();
    const failure = limit.aborted
      ? { code: "TIMEOUT" as const, message: `No answer within ${timeout} ms`, status: 0 }
      : { code: "NETWORK_ERROR" as const, message: "No connection", status: 0 };
    throw new BanataAuthError(failure, null, error);
  }
}

/** 429 is refused before anything was done. After a 503 nobody knows: what may not be done twice is not repeated. */
function mayRepeat(method: string, status: number): boolean {
  return status === 429 || (status === 503 && method !== "POST");
}

/** Milliseconds: as the server says in Retry-After (RFC 9110 10.2.3), else longer each time. */
function pauseBefore(response: Response, tried: number): number {
  const said = response.headers.get("retry-after");
  if (said !== null && /^\d+$/.test(said)) return Number(said) * 1000;
  if (said !== null && !Number.isNaN(Date.parse(said))) return Math.max(0, Date.parse(said) - Date.now());
  return 250 * 2 ** tried * (1 + Math.random());
}

function sleep(milliseconds: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    const stop = () => {
      clearTimeout(timer);
      reject(signal?.reason);
    };
    const timer = setTimeout(() => {
      signal?.removeEventListener("abort", stop);
      resolve();
    }, milliseconds);
    if (signal?.aborted) stop();
    signal?.addEventListener("abort", stop, { once: true });
  });
}

// The one cast: what the contract promises for this endpoint, its caller states as Body.
async function read<Body>(response: Response, signal: AbortSignal | undefined): Promise<Body> {
  const requestId = response.headers.get("x-request-id") ?? response.headers.get("x-vercel-id");
  const answer: Envelope<unknown> | null = await response.json().catch(() => {
    signal?.throwIfAborted();
    return null;
  });
  if (answer?.error) throw new BanataAuthError(answer.error, requestId);
  if (answer === null || !response.ok) {
    const message = `Unexpected answer with status ${response.status}`;
    throw new BanataAuthError({ code: "BAD_ANSWER", message, status: response.status }, requestId);
  }
  return answer as Body;
}

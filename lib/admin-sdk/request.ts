import type { ErrorDetails, WireError } from "@/lib/api/errors";
import type { WireInputOf, WireOf } from "../api/define";
import type { Envelope } from "../api/errors";
import type { Api } from "../api/table";

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

/** No call waits longer than this for another try (milliseconds). */
const longestPause = 60_000;

/** The endpoints of the management API. */
type Key = Extract<keyof Api, `${string} /api/v1/${string}`>;

/** The body of a success. */
type Body<K extends Key> = { data: WireOf<Api[K]>; error: null } & (Api[K] extends { isList: true }
  ? { listMetadata: { after: string | null } }
  : unknown);

/** Makes one call, as often as it takes, and returns the body of a success. Throws BanataAuthError, or the signal's reason. */
export type Send = <K extends Key>(
  key: K,
  input: WireInputOf<Api[K]>,
  options?: CallOptions,
) => Promise<Body<K>>;

/** What makes the calls of one client: its key, its server, its timeout. */
export function sender({ apiKey, baseUrl, timeout = 30_000, retries = 3 }: BanataAuthOptions): Send {
  return async (key, input, { signal } = {}) => {
    const { method, url, body } = requestOf(baseUrl, key, { ...input });
    const init: RequestInit = {
      method,
      redirect: "error",
      headers: {
        authorization: `Bearer ${apiKey}`,
        ...(body && { "content-type": "application/json" }),
      },
      ...(body && { body }),
    };
    for (let tried = 0; ; tried++) {
      const response = await once(url, init, timeout, signal);
      const pause = mayRepeat(method, response.status) ? pauseBefore(response, tried) : null;
      if (tried < retries && pause !== null && pause <= longestPause) {
        await response.body?.cancel();
        await sleep(pause, signal);
        continue;
      }
      return read(response, signal);
    }
  };
}

/** The parameters of the path from the input; the rest is the query of a GET or DELETE and the body of anything else. */
function requestOf(baseUrl: string, key: Key, fields: Record<string, unknown>) {
  const [method = "", pattern = ""] = key.split(" ");
  const path = pattern.replace(/:(\w+)/g, (_, name: string) => {
    const value = encodeURIComponent(String(fields[name] ?? ""));
    delete fields[name];
    return value;
  });
  const url = new URL(baseUrl.replace(/\/+$/, "") + path);
  if (method === "POST" || method === "PATCH") return { method, url, body: JSON.stringify(fields) };
  for (const [name, value] of Object.entries(fields)) url.searchParams.set(name, String(value));
  return { method, url, body: null };
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

// The one cast: the table says what this endpoint answers.
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

/** `TIMEOUT` and `NETWORK_ERROR`, with status 0: no server sends them. `BAD_ANSWER`: what came back is no answer of ours. */
export type BanataAuthErrorCode = WireError["code"] | "TIMEOUT" | "BAD_ANSWER";

/** What a call was refused with. `requestId` is what the server's log calls the request, where the server says it. */
export class BanataAuthError extends Error {
  override name = "BanataAuthError";
  readonly code: BanataAuthErrorCode;
  readonly status: number;
  readonly details: ErrorDetails | null;
  readonly requestId: string | null;

  constructor(
    error: { code: BanataAuthErrorCode; message: string; status: number; details?: ErrorDetails },
    requestId: string | null = null,
    cause?: unknown,
  ) {
    super(error.message, { cause });
    this.code = error.code;
    this.status = error.status;
    this.details = error.details ?? null;
    this.requestId = requestId;
  }
}

/** What a call sends, without the id in its path. */
export type Fields<Key extends keyof Api> = Omit<WireInputOf<Api[Key]>, "id">;
type Users = WireInputOf<Api["GET /api/v1/users"]>;

export type Paging = { limit?: number; after?: string };

/** The parameters of a query, all of them text; what is not given is left out. */
export function asText(fields: Record<string, string | number | boolean | undefined>): Partial<Users> {
  return Object.fromEntries(
    Object.entries(fields).flatMap(([name, value]) => (value === undefined ? [] : [[name, String(value)]])),
  );
}

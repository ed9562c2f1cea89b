import type { ErrorDetails, WireError } from "@/lib/api/errors";

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

import { wireError } from "@/lib/api/errors";
import type { Result } from "@/lib/api/result";

/** `{ data, error }` with its status; `more` stands beside `data`. No cache may keep it: most of it depends on a session. */
export function jsonResponse<Data>(
  result: Result<Data>,
  headers: Record<string, string> = {},
  more: object = {},
): Response {
  const common = { "Cache-Control": "private, no-store", ...headers };
  if (result.ok)
    return Response.json(
      { data: result.data, ...more, error: null },
      { status: result.status, headers: common },
    );
  const error = wireError(result.code, result.details);
  const response = Response.json({ data: null, error }, { status: error.status, headers: common });
  if (error.details?.retryAfter !== undefined)
    response.headers.set("Retry-After", String(error.details.retryAfter));
  return response;
}

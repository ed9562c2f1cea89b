import { randomUUID } from "node:crypto";
import { wireError } from "@/lib/api/errors";
import type { Result } from "@/lib/api/result";
import { setupAnswer } from "@/lib/server/boot/missing-variables";
import { requestIdHeader } from "@/lib/server/log";

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

/** Gives each request of a route an id, for the log and for the client. Nobody chooses one: what a client sends under that name is replaced. */
export function withRequestId<R extends Request, Rest extends unknown[]>(
  handler: (request: R, ...rest: Rest) => Promise<Response>,
): (request: R, ...rest: Rest) => Promise<Response> {
  return async (request, ...rest) => {
    const id = randomUUID();
    request.headers.set(requestIdHeader, id);
    const response = setupAnswer() ?? (await handler(request, ...rest));
    // The headers of a redirect may be fixed.
    const isRedirect = response.status >= 300 && response.status < 400;
    const answer = isRedirect ? new Response(response.body, response) : response;
    answer.headers.set(requestIdHeader, id);
    return answer;
  };
}

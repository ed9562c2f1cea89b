import { randomUUID } from "node:crypto";
import { setupAnswer } from "@/lib/server/boot/missing-variables";
import { requestIdHeader } from "@/lib/server/log";

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

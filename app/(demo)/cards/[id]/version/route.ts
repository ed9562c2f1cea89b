import { fail, ok } from "@/lib/api/result";
import { jsonResponse } from "@/lib/server/http/json-response";
import { ask } from "@/lib/server/session";
import { cardForViewer } from "../../../_lib/viewer";

/** The version of a card, for a user who may see it: 304 while it is the one that `If-None-Match` names. */
export async function GET(request: Request, { params }: { params: Promise<{ id: string }> }) {
  const { id } = await params;
  const result = await ask(async () => {
    const seen = await cardForViewer(id);
    return seen?.card ? ok({ version: seen.card.version }) : fail("NOT_FOUND");
  });
  if (!result.ok) return jsonResponse(result);
  const etag = `"${result.data.version}"`;
  const headers = { ETag: etag, "Cache-Control": "private, no-cache" };
  if (request.headers.get("if-none-match") === etag) return new Response(null, { status: 304, headers });
  return jsonResponse(result, headers);
}

import { fail, ok } from "@/lib/contract/result";
import { ask } from "@/lib/server/ask";
import { envelope } from "@/lib/server/handle";
import { cardForViewer } from "../../../_lib/viewer";

/** Whether a card has changed, for whoever is let in: 304 while it is as `If-None-Match` says. */
export async function GET(request: Request, { params }: { params: Promise<{ id: string }> }) {
  const { id } = await params;
  const result = await ask(async () => {
    const seen = await cardForViewer(id);
    return seen?.card ? ok({ version: seen.card.version }) : fail("NOT_FOUND");
  });
  if (!result.ok) return envelope(result);
  const etag = `"${result.data.version}"`;
  const headers = { ETag: etag, "Cache-Control": "private, no-cache" };
  if (request.headers.get("if-none-match") === etag) return new Response(null, { status: 304, headers });
  return envelope(result, headers);
}

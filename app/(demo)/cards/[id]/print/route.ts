import { type NextRequest, NextResponse } from "next/server";
import { fail, ok } from "@/lib/contract/result";
import { withNext } from "@/lib/contract/safe-path";
import { ask } from "@/lib/server/ask";
import { database } from "@/lib/server/db";
import { env } from "@/lib/server/env";
import { envelope } from "@/lib/server/handle";
import { refusalOf } from "../../../_lib/permissions";
import { printCard } from "../../../_lib/print";
import { wallOf } from "../../../_lib/signatures";
import { cardForViewer } from "../../../_lib/viewer";

/** The card as a print-ready PDF, for members whom it lets in. A guest is led to the account, and back to the card. */
export async function GET(_request: NextRequest, { params }: { params: Promise<{ id: string }> }) {
  const { id } = await params;
  const result = await ask(async () => {
    const seen = await cardForViewer(id);
    if (!seen?.card) return fail("NOT_FOUND");
    const { user, card } = seen;
    const signatures = await wallOf(await database(), card.id, user.id);
    return refusalOf(user, "card.print") ?? ok(await printCard(card, signatures));
  });
  if (!result.ok && result.code === "FULL_ACCOUNT_REQUIRED")
    return NextResponse.redirect(
      new URL(withNext("/upgrade", `/cards/${id}?want=print#more`), env().baseUrl),
    );
  if (!result.ok) return envelope(result);
  return new Response(Buffer.from(result.data), {
    headers: {
      "Content-Type": "application/pdf",
      "Content-Disposition": 'attachment; filename="card.pdf"',
      "Cache-Control": "private, no-store",
    },
  });
}

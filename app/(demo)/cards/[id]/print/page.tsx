import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { withNext } from "@/lib/api/safe-path";
import { database } from "@/lib/server/db";
import { missingPage } from "@/lib/server/request/requested-path";
import { PrintSheet } from "../../../_components/print/print-sheet";
import { PrintTools } from "../../../_components/print/print-tools";
import { refusalOf } from "../../../_lib/permissions";
import { wallOf } from "../../../_lib/signature/signatures";
import { cardForViewer } from "../../../_lib/viewer";
import "./print.css";

export const metadata: Metadata = { title: "Print the card", robots: { index: false } };

/** The card as it is printed, for registered users who may see it. A guest goes to create an account, and comes back to the card. */
export default async function PrintPage({ params }: { params: Promise<{ id: string }> }) {
  const { id } = await params;
  const seen = await cardForViewer(id);
  if (!seen?.card) return missingPage();
  const { user, card } = seen;
  if (refusalOf(user, "card.print")) redirect(withNext("/upgrade", `/cards/${id}?want=print#more`));
  return (
    <div className="mx-auto grid max-w-xl gap-6">
      <PrintTools cardId={card.id} />
      <PrintSheet card={card} signatures={await wallOf(await database(), card.id, user.id)} />
    </div>
  );
}

"use client";

import { Printer } from "lucide-react";
import Link from "next/link";
import { button } from "@/components/ui/button";

/** The way to the browser's own print dialog, and back to the card. Not on paper. */
export function PrintTools({ cardId }: { cardId: string }) {
  return (
    <div className="print-tools grid gap-3">
      <p className="text-muted">
        This is how the card prints, on A5. To keep it as a file, choose “Save as PDF” in the print dialog.
      </p>
      <div className="flex flex-wrap gap-3">
        <button type="button" onClick={() => window.print()} className={`${button.primary} no-script:hidden`}>
          <Printer aria-hidden className="size-5" />
          Print
        </button>
        <Link href={`/cards/${cardId}`} className={button.secondary}>
          Back to the card
        </Link>
      </div>
    </div>
  );
}

import Link from "next/link";
import type { ReactNode } from "react";
import { withNext } from "@/lib/api/safe-path";
import { button } from "../ui/button";

/** Asks a guest to create the account that something needs; `next` is the page to return to. */
export function FullAccountPrompt({ next, children }: { next: string; children: ReactNode }) {
  return (
    <div
      data-no-banner
      className="grid justify-items-start gap-3 rounded-xl border border-banner-line bg-banner p-4"
    >
      <p>{children}</p>
      <Link href={withNext("/upgrade", next)} className={button.primary}>
        Create account
      </Link>
    </div>
  );
}

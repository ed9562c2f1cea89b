import Link from "next/link";
import type { ReactNode } from "react";
import { withNext } from "@/lib/contract/safe-path";
import { button } from "../ui/button";

/** Offers a guest the account that something takes; `next` is the page to come back to. */
export function FullAccountPrompt({ next, children }: { next: string; children: ReactNode }) {
  return (
    <div className="grid justify-items-start gap-3 rounded-xl border border-banner-line bg-banner p-4">
      <p>{children}</p>
      <Link href={withNext("/upgrade", next)} className={button.primary}>
        Create account
      </Link>
    </div>
  );
}

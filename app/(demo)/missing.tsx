import Link from "next/link";
import type { ReactNode } from "react";
import { LostLetter } from "@/components/shell/lost-letter";
import { PageNotice } from "@/components/shell/page-notice";
import { button } from "@/components/ui/button";
import { withNext } from "@/lib/api/safe-path";

/** Returns what to show instead of a card, an order or a link at `path` that is not there, or not for this user; null for another path. */
export function missingNotice(path: string): ReactNode {
  if (/^\/(join|open)(?:[/?]|$)/.test(path))
    return (
      <PageNotice
        picture={<LostLetter />}
        title="This link no longer works"
        text="It may have been replaced or turned off. Ask the person who sent it for a new one."
      >
        <Link href="/" className={button.primary}>
          Start a card of your own
        </Link>
      </PageNotice>
    );
  if (!/^\/(cards|orders)\//.test(path)) return null;
  return (
    <PageNotice
      picture={<LostLetter />}
      title="We can't show you this page"
      text="If someone shared a card with you, open its link again. If it's your own, sign in, or open it in the browser you made it in."
    >
      <div className="flex flex-wrap gap-3">
        <Link href="/" className={button.primary}>
          Start a card
        </Link>
        <Link href={withNext("/sign-in", path)} className={button.secondary}>
          Sign in
        </Link>
      </div>
    </PageNotice>
  );
}

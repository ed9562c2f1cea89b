import Link from "next/link";
import { LostLetter } from "@/components/shell/lost-letter";
import { PageNotice } from "@/components/shell/page-notice";
import { button } from "@/components/ui/button";

/** Instead of a page that is not there, or that this user may not see. */
export default function NotFound() {
  return (
    <div data-no-banner>
      <PageNotice
        picture={<LostLetter />}
        title="We can't show you this page"
        text="If someone shared a card with you, open its link again. If it's your own, sign in, or open it in the browser you made it in."
      >
        <div className="flex flex-wrap gap-3">
          <Link href="/" className={button.primary}>
            Start a card
          </Link>
          <Link href="/sign-in" className={button.secondary}>
            Sign in
          </Link>
        </div>
      </PageNotice>
    </div>
  );
}

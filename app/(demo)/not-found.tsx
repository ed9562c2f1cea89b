import Link from "next/link";
import { LostLetter } from "@/components/lost-letter";
import { PageNotice } from "@/components/page-notice";
import { button } from "@/components/ui/button";

/** In place of what is not there, and of what is not for whoever asks. */
export default function NothingForYou() {
  return (
    <PageNotice
      picture={<LostLetter />}
      title="There is nothing here for this browser"
      text="If a card was sent to you, open its link again. If it is your own, sign in, or open it in the browser where you made it."
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
  );
}

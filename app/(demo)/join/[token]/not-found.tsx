import Link from "next/link";
import { LostLetter } from "@/components/shell/lost-letter";
import { PageNotice } from "@/components/shell/page-notice";
import { button } from "@/components/ui/button";

/** In place of a card whose link was replaced, turned off or mistyped. */
export default function LinkNotFound() {
  return (
    <div data-no-banner>
      <PageNotice
        picture={<LostLetter />}
        title="This link no longer works"
        text="It may have been replaced or turned off. Ask the person who sent it for a new one."
      >
        <Link href="/" className={button.primary}>
          Start a card of your own
        </Link>
      </PageNotice>
    </div>
  );
}

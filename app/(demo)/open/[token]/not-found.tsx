import Link from "next/link";
import { LostLetter } from "@/components/shell/lost-letter";
import { PageNotice } from "@/components/shell/page-notice";
import { button } from "@/components/ui/button";

export default function DeliveryNotFound() {
  return (
    <PageNotice
      picture={<LostLetter />}
      title="This link no longer works"
      text="It may have been replaced or turned off. Ask the person who sent it for a new one."
    >
      <Link href="/" className={button.secondary}>
        Start a card of your own
      </Link>
    </PageNotice>
  );
}

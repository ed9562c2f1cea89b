import Link from "next/link";
import { LostLetter } from "@/components/lost-letter";
import { PageNotice } from "@/components/page-notice";
import { button } from "@/components/ui/button";

export default function NoSuchLink() {
  return (
    <PageNotice
      picture={<LostLetter />}
      title="This link opens no card"
      text="It may have been renewed or closed. Ask whoever sent it to you for the new one."
    >
      <Link href="/" className={button.primary}>
        Start a card of your own
      </Link>
    </PageNotice>
  );
}

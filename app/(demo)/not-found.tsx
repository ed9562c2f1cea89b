import Link from "next/link";
import { PageNotice } from "@/components/page-notice";
import { button } from "@/components/ui/button";

export default function NoSuchCard() {
  return (
    <PageNotice
      title="There is no such card"
      text="Its address may be mistyped, or the card has been thrown away."
    >
      <Link href="/" className={button.primary}>
        Start a card
      </Link>
    </PageNotice>
  );
}

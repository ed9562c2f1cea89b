import Link from "next/link";
import { button } from "@/components/ui/button";
import { LostLetter } from "./lost-letter";
import { PageNotice } from "./page-notice";

/** In place of a page that does not exist. */
export function PageNotFound() {
  return (
    <PageNotice
      picture={<LostLetter />}
      title="Page not found"
      text="The address may be wrong or out of date."
    >
      <Link href="/" className={button.primary}>
        Go to homepage
      </Link>
    </PageNotice>
  );
}

import type { Metadata } from "next";
import Link from "next/link";
import { LostLetter } from "@/components/shell/lost-letter";
import { PageNotice } from "@/components/shell/page-notice";
import { button } from "@/components/ui/button";

export const metadata: Metadata = { title: "Page not found" };

export default function NotFound() {
  return (
    <main id="content" tabIndex={-1} className="column">
      <PageNotice
        picture={<LostLetter />}
        title="Page not found"
        text="The address may be wrong or out of date."
      >
        <Link href="/" className={button.primary}>
          Go to homepage
        </Link>
      </PageNotice>
    </main>
  );
}

import type { Metadata } from "next";
import Link from "next/link";
import { LostLetter } from "@/components/lost-letter";
import { PageNotice } from "@/components/page-notice";
import { button } from "@/components/ui/button";

export const metadata: Metadata = { title: "Not found" };

export default function NotFound() {
  return (
    <main id="content" tabIndex={-1} className="column">
      <PageNotice
        picture={<LostLetter />}
        title="There is no such page"
        text="Its address may be mistyped, or old."
      >
        <Link href="/" className={button.primary}>
          Go to the start
        </Link>
      </PageNotice>
    </main>
  );
}

import type { Metadata } from "next";
import Link from "next/link";
import type { ReactNode } from "react";
import { LostLetter } from "@/components/shell/lost-letter";
import { PageNotice } from "@/components/shell/page-notice";
import { button } from "@/components/ui/button";
import { missingPath } from "@/lib/server/request/requested-path";
import { missingNotice } from "./(demo)/missing"; // eject: demo

export const metadata: Metadata = { title: "Page not found" };

/** What the product says of a path of its own that leads nowhere; null for any other. */
const notices: ((path: string) => ReactNode)[] = [
  missingNotice, // eject: demo
];

export default async function NotFound() {
  const path = await missingPath();
  return (
    <main id="content" tabIndex={-1} className="column">
      {notices.map((notice) => notice(path)).find((notice) => notice !== null) ?? <PageNotFound />}
    </main>
  );
}

function PageNotFound() {
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

import type { Metadata } from "next";
import type { ReactNode } from "react";
import { PageNotFound } from "@/components/shell/page-not-found";
import { missingPath } from "@/lib/server/request/missing-page";
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

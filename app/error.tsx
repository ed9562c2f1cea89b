"use client";

import { RetryNotice } from "@/components/shell/page-notice";

export default function PageError({ retry }: { retry: () => void }) {
  return (
    <main id="content" tabIndex={-1} className="column">
      <RetryNotice retry={retry} />
    </main>
  );
}

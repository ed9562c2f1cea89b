"use client";

import { PageNotice } from "@/components/shell/page-notice";
import { button } from "@/components/ui/button";

/** Instead of a page that failed, with another try. */
export function RetryNotice({ retry }: { retry: () => void }) {
  return (
    <PageNotice
      title="Something went wrong"
      text="We couldn't show this page. Everything you made is safe. Please try again in a moment."
    >
      <button type="button" onClick={() => retry()} className={button.primary}>
        Try again
      </button>
    </PageNotice>
  );
}

"use client";

import { PageNotice } from "./page-notice";
import { button } from "./ui/button";

/** Instead of a page that failed, with another try. */
export function RetryNotice({ retry }: { retry: () => void }) {
  return (
    <PageNotice
      title="That did not work"
      text="We could not show this page just now. What you made is safe. Please try again in a moment."
    >
      <button type="button" onClick={() => retry()} className={button.primary}>
        Try again
      </button>
    </PageNotice>
  );
}

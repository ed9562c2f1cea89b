"use client";

import { button } from "@/components/ui/button";

export default function PageError({ retry }: { retry: () => void }) {
  return (
    <main id="content" tabIndex={-1} className="column grid justify-items-start gap-5 pt-16">
      <h1 className="text-4xl">That did not work</h1>
      <p className="max-w-prose text-lg text-muted">
        We could not show this page just now. What you made is safe. Please try again in a moment.
      </p>
      <button type="button" onClick={() => retry()} className={button.primary}>
        Try again
      </button>
    </main>
  );
}

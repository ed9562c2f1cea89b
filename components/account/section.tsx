import type { ReactNode } from "react";

/** One matter of an account, under a heading that links can lead to. */
export function Section({ id, title, children }: { id: string; title: string; children: ReactNode }) {
  return (
    <section aria-labelledby={id} className="sheet grid scroll-mt-6 content-start gap-4 p-5 sm:p-7">
      <h2 id={id} className="scroll-mt-10 text-2xl">
        {title}
      </h2>
      {children}
    </section>
  );
}

/** A form that most visits do not need, opened in place; works without script. */
export function Fold({ label, open, children }: { label: string; open: boolean; children: ReactNode }) {
  return (
    <details open={open || undefined} className="group">
      <summary className="inline-flex min-h-11 list-none items-center rounded-xl border border-field bg-surface px-5 font-semibold hover:bg-raised group-open:mb-5 [&::-webkit-details-marker]:hidden">
        {label}
      </summary>
      {children}
    </details>
  );
}

import { type ReactNode, useId } from "react";

/** One part of a page, with its own heading. Links lead to its `id`. */
export function Section({ id, title, children }: { id?: string; title: string; children: ReactNode }) {
  const headingId = useId();
  return (
    <section id={id} aria-labelledby={headingId} className="grid gap-4 border-line border-t pt-6">
      <h2 id={headingId} className="text-2xl">
        {title}
      </h2>
      {children}
    </section>
  );
}

import { type ReactNode, useId } from "react";

/** One part of a page of the admin area, with its own heading. */
export function Panel({ title, children }: { title: string; children: ReactNode }) {
  const id = useId();
  return (
    <section aria-labelledby={id} className="sheet grid min-w-0 grid-cols-1 gap-5 p-5 sm:p-7">
      <h2 id={id} className="text-2xl">
        {title}
      </h2>
      {children}
    </section>
  );
}

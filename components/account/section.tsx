import { type ReactNode, useId } from "react";

/** One part of a page, with its own heading. Links lead to its `id`; `isDanger` sets apart what cannot be undone. */
export function Section({
  id,
  title,
  isDanger = false,
  children,
}: {
  id?: string;
  title: string;
  isDanger?: boolean;
  children: ReactNode;
}) {
  const headingId = useId();
  return (
    <section
      id={id}
      aria-labelledby={headingId}
      className={`grid scroll-mt-4 gap-4 ${isDanger ? "mt-4 rounded-2xl border border-danger p-5" : "border-line border-t pt-6"}`}
    >
      <h2 id={headingId} className="text-2xl">
        {title}
      </h2>
      {children}
    </section>
  );
}

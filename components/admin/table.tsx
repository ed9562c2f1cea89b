import type { ReactNode } from "react";

/** The looks of a table of figures. Words break where they may, figures never. */
export const table = "wrap-normal w-full border-collapse text-left";
export const heading = "border-line border-b py-2 pr-4 align-bottom font-semibold last:pr-0";
export const cell = "border-line border-b py-2 pr-4 text-left align-top last:pr-0";
export const figure =
  "whitespace-nowrap border-line border-b py-2 pr-4 text-right align-top tabular-nums last:pr-0";

/** The titles of a table's columns: `figures` of those to the right, which hold numbers. */
export function TableHead({ columns, figures }: { columns: string[]; figures: string[] }) {
  return (
    <thead>
      <tr>
        {columns.map((title) => (
          <th key={title} scope="col" className={heading}>
            {title}
          </th>
        ))}
        {figures.map((title) => (
          <th key={title} scope="col" className={`${heading} min-w-20 text-right`}>
            {title}
          </th>
        ))}
      </tr>
    </thead>
  );
}

/** What is wider or longer than its place, and scrolls there, by keyboard as well (WCAG 2.1.1). `label` says what it is. */
export function ScrollRegion({
  label,
  className = "",
  children,
}: {
  label: string;
  className?: string;
  children: ReactNode;
}) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by keyboard.
    <section aria-label={label} tabIndex={0} className={`overflow-auto ${className}`}>
      {children}
    </section>
  );
}

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

import type { SelectHTMLAttributes } from "react";
import { control } from "./field";

export type Option = { value: string; name: string };

/** The browser's own list of choices, in the looks of the other fields. */
export function Select({
  options,
  className = "",
  ...select
}: { options: readonly Option[] } & SelectHTMLAttributes<HTMLSelectElement>) {
  return (
    <select {...select} className={`${control} ${className}`}>
      {options.map(({ value, name }) => (
        <option key={value} value={value}>
          {name}
        </option>
      ))}
    </select>
  );
}

import type { InputHTMLAttributes, ReactNode } from "react";
import { button } from "@/components/ui/button";
import { control, FieldFrame, type Option, Select } from "../ui/field";

/** What a list is to show. It is in the address, so that a list can be bookmarked and shared. */
export function Filter({
  action,
  layout,
  children,
}: {
  action: string;
  layout: string;
  children: ReactNode;
}) {
  return (
    <search>
      <form action={action} className={`grid items-end gap-4 ${layout}`}>
        {children}
        <button type="submit" className={`${button.primary} justify-self-start`}>
          Apply
        </button>
      </form>
    </search>
  );
}

/** One part of a filter: a list of choices where there are `options`, a field otherwise. */
export function FilterField({
  label,
  name,
  value,
  options,
  ...input
}: { label: string; name: string; value: string; options?: readonly Option[] } & Pick<
  InputHTMLAttributes<HTMLInputElement>,
  "type"
>) {
  return (
    <FieldFrame label={label}>
      {(wiring) =>
        options ? (
          <Select options={options} name={name} defaultValue={value} {...wiring} />
        ) : (
          <input type="search" {...input} className={control} name={name} defaultValue={value} {...wiring} />
        )
      }
    </FieldFrame>
  );
}

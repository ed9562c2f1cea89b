import type { InputHTMLAttributes } from "react";
import { control, FieldFrame } from "../ui/field";
import { type Option, Select } from "../ui/select";

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

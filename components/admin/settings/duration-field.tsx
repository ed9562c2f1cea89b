import { control, FieldFrame } from "@/components/ui/field";
import { Select } from "@/components/ui/select";
import { unitNames } from "@/lib/api/duration";

const options = unitNames.map((unit) => ({ value: unit, name: unit }));

/** A length of time: the fields `nameAmount`, a whole number, and `nameUnit`. */
export function DurationField({
  label,
  name,
  values,
  hint,
  error,
}: {
  label: string;
  name: string;
  values: Record<string, string>;
  hint?: string;
  error?: string | undefined;
}) {
  return (
    <FieldFrame label={label} hint={hint} error={error}>
      {(wiring) => (
        <div className="flex max-w-sm gap-2">
          <input
            {...wiring}
            type="text"
            inputMode="numeric"
            autoComplete="off"
            name={`${name}Amount`}
            defaultValue={values[`${name}Amount`]}
            className={control}
          />
          <Select
            options={options}
            name={`${name}Unit`}
            defaultValue={values[`${name}Unit`]}
            aria-label={`${label}, unit`}
            className="max-w-36"
          />
        </div>
      )}
    </FieldFrame>
  );
}

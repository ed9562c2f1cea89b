import { TextField } from "@/components/ui/field";
import { OccasionField } from "./occasion-field";

type Values = Partial<Record<"occasion" | "recipient" | "title" | "day", string | null>>;

/** What a card is for, for whom, and what it says. `values` is what stands in the fields. */
export function CardFields({ values, errors }: { values: Values; errors: Record<string, string> }) {
  return (
    <>
      <OccasionField chosen={values.occasion ?? "birthday"} error={errors.occasion} />
      <TextField
        label="Who is it for?"
        name="recipient"
        autoComplete="off"
        dir="auto"
        placeholder="Ada"
        defaultValue={values.recipient ?? undefined}
        error={errors.recipient}
      />
      <TextField
        label="What should the card say?"
        name="title"
        autoComplete="off"
        dir="auto"
        placeholder="Happy birthday, dear Ada"
        defaultValue={values.title ?? undefined}
        error={errors.title}
      />
      <TextField
        label="Date"
        name="day"
        type="date"
        optional
        defaultValue={values.day ?? undefined}
        error={errors.day}
      />
    </>
  );
}

import type { InputHTMLAttributes, ReactNode } from "react";
import { useNotes } from "./field";

type Labelled = { label: ReactNode; hint?: ReactNode; error?: ReactNode } & Omit<
  InputHTMLAttributes<HTMLInputElement>,
  "id" | "type"
>;

/** One of several in a group, or one box by itself, with its name and what is wrong with it beside it. */
export function Choice({
  type = "radio",
  label,
  hint,
  error,
  ...input
}: Labelled & { type?: "radio" | "checkbox" }) {
  const { wiring, notes } = useNotes({ hint, error });
  return (
    <div className="flex items-start gap-3 py-1">
      <input {...input} {...wiring} type={type} className="mt-0.5 size-6 shrink-0 accent-accent" />
      <div className="min-w-0">
        <label htmlFor={wiring.id}>{label}</label>
        {notes}
      </div>
    </div>
  );
}

/** A switch with its name, what it does, and what is wrong with it. A form gets it as a box: "on" or nothing. */
export function Switch({ label, hint, error, ...input }: Labelled) {
  const { wiring, notes } = useNotes({ hint, error });
  return (
    <div className="flex items-start justify-between gap-4 py-3">
      <div className="grid min-w-0 gap-0.5">
        <label htmlFor={wiring.id} className="font-semibold">
          {label}
        </label>
        {notes}
      </div>
      <input
        {...input}
        {...wiring}
        type="checkbox"
        className="relative mt-0.5 h-7 w-12 shrink-0 cursor-pointer appearance-none rounded-full border border-field bg-raised transition-colors before:absolute before:top-[3px] before:left-[3px] before:size-5 before:rounded-full before:border before:border-field before:bg-surface before:transition-transform checked:border-accent checked:bg-accent checked:before:translate-x-5 checked:before:border-transparent checked:before:bg-on-accent disabled:cursor-not-allowed disabled:opacity-60 aria-invalid:border-danger aria-invalid:border-2"
      />
    </div>
  );
}

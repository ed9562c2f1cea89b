import { type InputHTMLAttributes, type ReactNode, useId } from "react";

/** A switch with its name, what it does, and what is wrong with it. A form gets it as a box: "on" or nothing. */
export function Switch({
  label,
  hint,
  error,
  ...input
}: { label: string; hint?: ReactNode; error?: ReactNode } & Omit<
  InputHTMLAttributes<HTMLInputElement>,
  "id" | "type"
>) {
  const id = useId();
  const described = [error && `${id}-error`, hint && `${id}-hint`].filter(Boolean).join(" ");
  return (
    <div className="flex items-start justify-between gap-4 py-3">
      <div className="grid min-w-0 gap-0.5">
        <label htmlFor={id} className="font-semibold">
          {label}
        </label>
        {hint && (
          <p id={`${id}-hint`} className="text-muted text-sm">
            {hint}
          </p>
        )}
        {error && (
          <p id={`${id}-error`} className="font-medium text-danger text-sm">
            {error}
          </p>
        )}
      </div>
      <input
        {...input}
        id={id}
        type="checkbox"
        {...(described && { "aria-describedby": described })}
        {...(error && { "aria-invalid": true })}
        className="relative mt-0.5 h-7 w-12 shrink-0 cursor-pointer appearance-none rounded-full border border-field bg-raised transition-colors before:absolute before:top-[3px] before:left-[3px] before:size-5 before:rounded-full before:border before:border-field before:bg-surface before:transition-transform checked:border-accent checked:bg-accent checked:before:translate-x-5 checked:before:border-transparent checked:before:bg-on-accent disabled:cursor-not-allowed disabled:opacity-60 aria-invalid:border-danger aria-invalid:border-2"
      />
    </div>
  );
}

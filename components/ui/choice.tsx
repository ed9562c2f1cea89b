import { type InputHTMLAttributes, type ReactNode, useId } from "react";

/** One of several in a group, or one box by itself, with its name and what is wrong with it beside it. */
export function Choice({
  type = "radio",
  label,
  hint,
  error,
  ...input
}: { type?: "radio" | "checkbox"; label: ReactNode; hint?: string; error?: ReactNode } & Omit<
  InputHTMLAttributes<HTMLInputElement>,
  "id" | "type"
>) {
  const id = useId();
  const described = [error && `${id}-error`, hint && `${id}-hint`].filter(Boolean).join(" ");
  return (
    <div className="flex items-start gap-3 py-1">
      <input
        {...input}
        id={id}
        type={type}
        {...(described && { "aria-describedby": described })}
        {...(error && { "aria-invalid": true })}
        className="mt-0.5 size-6 shrink-0 accent-accent"
      />
      <div className="min-w-0">
        <label htmlFor={id}>{label}</label>
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
    </div>
  );
}

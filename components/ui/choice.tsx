import { type InputHTMLAttributes, type ReactNode, useId } from "react";

/** One of several in a group, or one box by itself, with its name beside it. */
export function Choice({
  type = "radio",
  label,
  hint,
  ...input
}: { type?: "radio" | "checkbox"; label: ReactNode; hint?: string } & Omit<
  InputHTMLAttributes<HTMLInputElement>,
  "id" | "type"
>) {
  const id = useId();
  return (
    <div className="flex items-start gap-3 py-1">
      <input
        {...input}
        id={id}
        type={type}
        {...(hint && { "aria-describedby": `${id}-hint` })}
        className="mt-0.5 size-6 shrink-0 accent-accent"
      />
      <div className="min-w-0">
        <label htmlFor={id}>{label}</label>
        {hint && (
          <p id={`${id}-hint`} className="text-muted text-sm">
            {hint}
          </p>
        )}
      </div>
    </div>
  );
}

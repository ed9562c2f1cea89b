import { type InputHTMLAttributes, type ReactNode, type SelectHTMLAttributes, useId } from "react";

export const control =
  "block w-full min-h-12 rounded-xl border border-field bg-surface px-4 py-2.5 text-base text-ink shadow-none aria-invalid:border-danger aria-invalid:border-2";

type Frame = { label: string; optional?: boolean; hint?: string; error?: ReactNode };

/** What a control needs to be named, described and marked by its frame. */
export type Wiring = { id: string; "aria-describedby"?: string; "aria-invalid"?: true };

/** Returns what ties a hint and an error to a control, and both, to stand beside it. */
export function useNotes({ hint, error }: { hint?: ReactNode; error?: ReactNode }) {
  const id = useId();
  const described = [error && `${id}-error`, hint && `${id}-hint`].filter(Boolean).join(" ");
  const wiring: Wiring = {
    id,
    ...(described && { "aria-describedby": described }),
    ...(error && { "aria-invalid": true }),
  };
  const notes = (
    <>
      {error && (
        <p id={`${id}-error`} className="font-medium text-danger text-sm">
          {error}
        </p>
      )}
      {hint && (
        <p id={`${id}-hint`} className="text-muted text-sm">
          {hint}
        </p>
      )}
    </>
  );
  return { wiring, notes };
}

/** A label, a control, its hint and its error, tied together for eyes and for screen readers. */
export function FieldFrame({
  label,
  optional,
  hint,
  error,
  children,
}: Frame & { children: (wiring: Wiring) => ReactNode }) {
  const { wiring, notes } = useNotes({ hint, error });
  return (
    <div className="grid grid-cols-1 content-start gap-1.5">
      <label htmlFor={wiring.id} className="font-semibold">
        {label}
        {optional && <span className="font-normal text-muted"> (optional)</span>}
      </label>
      {children(wiring)}
      {notes}
    </div>
  );
}

/** A line of text in its frame. Required, unless it is marked as optional. */
export function TextField({
  label,
  optional,
  hint,
  error,
  ...input
}: Frame & Omit<InputHTMLAttributes<HTMLInputElement>, "id">) {
  return (
    <FieldFrame label={label} optional={optional} hint={hint} error={error}>
      {(wiring) => <input type="text" className={control} required={!optional} {...input} {...wiring} />}
    </FieldFrame>
  );
}

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

import type { ReactNode } from "react";
import { button } from "./button";

/** Stays focusable while the form is under way; the form ignores a second submit. */
export function SubmitButton({
  pending,
  look = button.primary,
  children,
}: {
  pending: boolean;
  look?: string;
  children: ReactNode;
}) {
  return (
    <button type="submit" aria-disabled={pending || undefined} className={`${look} relative`}>
      {children}
      {pending && (
        <span
          aria-hidden
          className="absolute right-1 size-4 motion-safe:animate-spin rounded-full border-2 border-current border-r-transparent"
        />
      )}
    </button>
  );
}

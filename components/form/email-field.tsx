"use client";

import { type ReactNode, useEffect, useRef } from "react";
import { TextField } from "@/components/ui/field";

const item = "typed-email";

/** An email that is carried along between the pages for signing in. */
export function EmailField({
  label = "Email",
  autoComplete = "username",
  autoFocus,
  defaultValue,
  error,
}: {
  label?: string;
  autoComplete?: string;
  autoFocus?: boolean;
  defaultValue?: string | undefined;
  error?: ReactNode;
}) {
  const frame = useRef<HTMLDivElement>(null);

  useEffect(() => {
    const input = frame.current?.querySelector("input");
    const typed = read();
    if (input?.value !== "" || !typed) return;
    input.value = typed;
    // Who was about to type replaces it.
    if (document.activeElement === input) input.select();
  }, []);

  return (
    <div ref={frame} className="contents">
      <TextField
        label={label}
        name="email"
        type="email"
        autoComplete={autoComplete}
        autoFocus={autoFocus}
        defaultValue={defaultValue}
        error={error}
        onInput={({ currentTarget }) => write(currentTarget.value)}
      />
    </div>
  );
}

/** Forgets it, once somebody has signed in or out. */
export function useForgottenEmail(): void {
  useEffect(() => write(null), []);
}

// Storage may be blocked; then it is typed again.
function read(): string | null {
  try {
    return sessionStorage.getItem(item);
  } catch {
    return null;
  }
}

function write(email: string | null): void {
  try {
    if (email) sessionStorage.setItem(item, email);
    else sessionStorage.removeItem(item);
  } catch {
    // As above.
  }
}

"use client";

import { Eye, EyeOff } from "lucide-react";
import { type ReactNode, useState } from "react";
import { control, FieldFrame } from "./field";

/** A password that can be looked at. Paste and password managers work. */
export function PasswordField({
  label = "Password",
  name = "password",
  autoComplete,
  hint,
  error,
}: {
  label?: string;
  name?: string;
  autoComplete: "new-password" | "current-password";
  hint?: string;
  error?: ReactNode;
}) {
  const [shown, setShown] = useState(false);
  const Icon = shown ? EyeOff : Eye;
  return (
    <FieldFrame label={label} hint={hint} error={error}>
      {(wiring) => (
        <div className="relative">
          <input
            type={shown ? "text" : "password"}
            name={name}
            required
            autoComplete={autoComplete}
            autoCapitalize="none"
            spellCheck={false}
            className={`${control} pr-13`}
            {...wiring}
          />
          <button
            type="button"
            onClick={() => setShown(!shown)}
            className="absolute inset-y-0 right-0 grid w-12 place-items-center rounded-xl text-muted hover:text-ink no-script:hidden"
          >
            <Icon aria-hidden className="size-5" />
            <span className="sr-only">{shown ? "Hide password" : "Show password"}</span>
          </button>
        </div>
      )}
    </FieldFrame>
  );
}

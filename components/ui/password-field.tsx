"use client";

import { Eye, EyeOff } from "lucide-react";
import { type ReactNode, useState } from "react";
import { useSignInMethods } from "@/components/sign-in/sign-in-methods";
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

/**
 * A password that is being chosen, with the rule for its length. `username` is the email that it goes with, for password managers; left out
 * where a field of the same form asks for it.
 */
export function NewPasswordField({
  username,
  ...field
}: {
  label?: string;
  name?: string;
  error?: ReactNode;
  username?: string | null;
}) {
  const { passwordMinLength } = useSignInMethods();
  return (
    <>
      {/* Without a name, so that it is not sent. */}
      {username && <input type="text" autoComplete="username" value={username} readOnly hidden />}
      <PasswordField
        autoComplete="new-password"
        hint={`At least ${passwordMinLength} characters`}
        {...field}
      />
    </>
  );
}

"use client";

import { useRouter } from "next/navigation";
import { type FormEvent, useEffect, useRef, useState } from "react";
import { deviceName } from "@/components/account/device-name";
import { fieldErrors } from "@/components/form/error-text";
import { TextField } from "@/components/ui/field";
import { PasswordField } from "@/components/ui/password-field";
import type { AnswerOf } from "@/lib/api/table";
import { authClient } from "@/lib/auth-client";
import { PasskeyButton } from "./passkey-button";
import { useSupportsPasskeys } from "./passkey-support";
import { usePrompt } from "./use-prompt";

/** Adds a passkey: a name, and the password where there is one, then the browser's prompt. */
export function NewPasskeyForm({ hasPassword }: { hasPassword: boolean }) {
  const router = useRouter();
  const form = useRef<HTMLFormElement>(null);
  const [added, setAdded] = useState<string | null>(null);
  const { open, error, pending } = usePrompt<AnswerOf<"POST /api/auth/passkey/register">>(() => {
    form.current?.reset();
    router.refresh();
  });
  const { password: wrongPassword } = error ? fieldErrors(error) : {};
  const supported = useSupportsPasskeys();

  useEffect(() => {
    if (error) form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
  }, [error]);

  function add(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const { name: given, password } = Object.fromEntries(new FormData(event.currentTarget));
    const name = String(given) || deviceName(navigator.userAgent);
    setAdded(name);
    open(() => authClient.passkey.register({ name, ...(hasPassword && { password: String(password) }) }));
  }

  if (!supported) return null;
  return (
    <form ref={form} onSubmit={add} noValidate className="grid gap-4 no-script:hidden">
      <TextField label="Name of the new passkey" name="name" optional maxLength={60} autoComplete="off" />
      {hasPassword && <PasswordField autoComplete="current-password" error={wrongPassword} />}
      <div className="justify-self-start">
        <PasskeyButton pending={pending} error={wrongPassword ? null : error}>
          Add a passkey
        </PasskeyButton>
      </div>
      <p role="status" className="empty:hidden">
        {added !== null && !pending && error === null && `You can now sign in with “${added}”.`}
      </p>
    </form>
  );
}

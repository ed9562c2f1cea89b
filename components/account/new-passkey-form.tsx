"use client";

import { useRouter } from "next/navigation";
import { type FormEvent, useRef } from "react";
import { authClient } from "@/lib/auth-client";
import type { SignedIn } from "@/lib/contract/wire";
import { fieldErrors } from "../error-text";
import { PasskeyButton } from "../passkey-button";
import { useSupportsPasskeys } from "../passkey-support";
import { TextField } from "../ui/field";
import { PasswordField } from "../ui/password-field";
import { usePrompt } from "../use-prompt";
import { deviceName } from "./device-name";

/** Adds a passkey: its name first, and the password where there is one, then the browser's prompt. */
export function NewPasskeyForm({ hasPassword }: { hasPassword: boolean }) {
  const router = useRouter();
  const form = useRef<HTMLFormElement>(null);
  const { open, error, pending } = usePrompt<SignedIn>(() => {
    form.current?.reset();
    router.refresh();
  });
  const { password: wrongPassword } = error ? fieldErrors(error) : {};
  if (!useSupportsPasskeys()) return null;

  function add(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const { name, password } = Object.fromEntries(new FormData(event.currentTarget));
    open(() =>
      authClient.passkey.register({
        name: String(name) || deviceName(navigator.userAgent),
        ...(hasPassword && { password: String(password) }),
      }),
    );
  }

  return (
    <form ref={form} onSubmit={add} noValidate className="grid gap-4 no-script:hidden">
      <TextField label="Name of the new passkey" name="name" optional maxLength={60} autoComplete="off" />
      {hasPassword && <PasswordField autoComplete="current-password" error={wrongPassword} />}
      <PasskeyButton pending={pending} error={wrongPassword ? null : error}>
        Add a passkey
      </PasskeyButton>
    </form>
  );
}

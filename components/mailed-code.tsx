"use client";

import type { Arrival } from "@/lib/contract/wire";
import { fieldErrors } from "./error-text";
import { TextField } from "./ui/field";
import { FormError } from "./ui/form-error";
import { SubmitButton } from "./ui/submit-button";
import type { useForm } from "./use-form";

/** Takes the six digits from a mail. The address stays in sight: with a wrong one the right code is refused, too. */
export function MailedCode<Data extends Arrival>({
  verification: { state, pending, form },
  email,
}: {
  verification: ReturnType<typeof useForm<Data>>;
  email: string | undefined;
}) {
  const failed = state.status === "failed" ? state : null;
  const errors = failed ? fieldErrors(failed.error) : {};
  return (
    <form {...form} className="grid gap-4">
      <FormError state={state} />
      <TextField
        label="Email"
        name="email"
        type="email"
        autoComplete="email"
        defaultValue={failed?.values.email ?? email}
        error={errors.email}
      />
      <TextField
        label="Code"
        name="code"
        inputMode="numeric"
        autoComplete="one-time-code"
        autoFocus={email !== undefined}
        hint="Six digits, in the same mail as the link"
        error={errors.code}
      />
      <SubmitButton pending={pending}>Continue</SubmitButton>
    </form>
  );
}

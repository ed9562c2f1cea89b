"use client";

import { EmailField } from "@/components/form/email-field";
import { fieldErrors } from "@/components/form/error-text";
import { RequestKey } from "@/components/form/request-key";
import type { useForm } from "@/components/form/use-form";
import { TextField } from "@/components/ui/field";
import { FormError } from "@/components/ui/form-error";
import { SubmitButton } from "@/components/ui/submit-button";
import type { MagicLinkResult } from "./magic-link-button";

/** Takes the six digits from an email. The address stays in sight: with a wrong one the right code is refused, too. */
export function MailedCode({
  verification: { state, pending, form },
  email,
}: {
  verification: ReturnType<typeof useForm<MagicLinkResult>>;
  email: string | undefined;
}) {
  const failed = state.status === "failed" ? state : null;
  const errors = failed ? fieldErrors(failed.error) : {};
  return (
    <form {...form} className="grid gap-4">
      <RequestKey />
      <FormError state={state} />
      <EmailField autoComplete="email" defaultValue={failed?.values.email ?? email} error={errors.email} />
      <TextField
        label="Code"
        name="code"
        inputMode="numeric"
        autoComplete="one-time-code"
        autoFocus={email !== undefined}
        hint="6-digit code from the email"
        error={errors.code}
      />
      <SubmitButton pending={pending}>Continue</SubmitButton>
    </form>
  );
}

"use client";

import type { ReactNode } from "react";
import { fieldErrors } from "./error-text";
import { TextField } from "./ui/field";
import { FormError } from "./ui/form-error";
import { SubmitButton } from "./ui/submit-button";
import type { useForm } from "./use-form";

/** Asks for an address and has a mail sent there. `children` are fields that go along. */
export function AskByEmail({
  ask: { state, pending, form },
  submit,
  children,
}: {
  ask: ReturnType<typeof useForm<{ sent: true }>>;
  submit: string;
  children?: ReactNode;
}) {
  const failed = state.status === "failed" ? state : null;
  return (
    <form {...form} className="grid gap-4">
      <FormError state={state} />
      {children}
      <TextField
        label="Email"
        name="email"
        type="email"
        autoComplete="email"
        defaultValue={failed?.values.email}
        error={failed ? fieldErrors(failed.error).email : undefined}
      />
      <SubmitButton pending={pending}>{submit}</SubmitButton>
    </form>
  );
}

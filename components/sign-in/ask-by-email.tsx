"use client";

import type { ReactNode } from "react";
import { EmailField } from "@/components/form/email-field";
import type { useForm } from "@/components/form/use-form";
import { FormError } from "@/components/ui/form-error";
import { SubmitButton } from "@/components/ui/submit-button";

/** Asks for an email address to send something to. `children` are fields that are sent as well. */
export function AskByEmail({
  ask: { state, pending, form, field },
  submit,
  children,
}: {
  ask: ReturnType<typeof useForm<{ sent: true }>>;
  submit: string;
  children?: ReactNode;
}) {
  return (
    <form {...form} className="grid gap-4">
      <FormError state={state} />
      {children}
      <EmailField {...field("email")} autoComplete="email" />
      <SubmitButton pending={pending}>{submit}</SubmitButton>
    </form>
  );
}

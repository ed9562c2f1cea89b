"use client";

import type { SignedIn } from "@/lib/contract/wire";
import { fieldErrors } from "../error-text";
import { NewPasswordField } from "../new-password-field";
import { FormError } from "../ui/form-error";
import { Outcome } from "../ui/outcome";
import { PasswordField } from "../ui/password-field";
import { SubmitButton } from "../ui/submit-button";
import { type FormAction, useForm } from "../use-form";

/** A new password for whoever knows the old one. It signs every other device out. */
export function PasswordChange({ change }: { change: FormAction<SignedIn> }) {
  const { state, pending, form } = useForm(change);

  if (state.status === "done") {
    return (
      <Outcome>
        <p>Your password is changed, and every other device is signed out.</p>
      </Outcome>
    );
  }
  const errors = state.status === "failed" ? fieldErrors(state.error) : {};
  return (
    <form {...form} className="grid gap-4">
      <FormError state={state} />
      <PasswordField
        label="Current password"
        name="currentPassword"
        autoComplete="current-password"
        error={errors.currentPassword}
      />
      <NewPasswordField
        label="New password"
        name="newPassword"
        error={errors.newPassword && (errors.password ?? errors.newPassword)}
      />
      <div>
        <SubmitButton pending={pending}>Change password</SubmitButton>
      </div>
    </form>
  );
}

"use client";

import { fieldErrors } from "../error-text";
import { TextField } from "../ui/field";
import { FormError } from "../ui/form-error";
import { Outcome } from "../ui/outcome";
import { PasswordField } from "../ui/password-field";
import { SubmitButton } from "../ui/submit-button";
import { type FormAction, useForm } from "../use-form";

/**
 * Asks for a new address. It counts once the link in the mail to it is followed. `isFirst`: for an account that has neither
 * an address nor a password.
 */
export function EmailChange({ change, isFirst }: { change: FormAction<{ sent: true }>; isFirst: boolean }) {
  const { state, pending, form } = useForm(change);

  if (state.status === "done") {
    return (
      <Outcome>
        <p>
          {isFirst
            ? "A link is on its way. Open it in this browser, where you are signed in: then the address is yours."
            : "A link is on its way to the new address. Until you follow it, the old one stays; we have told the old one, too."}
        </p>
      </Outcome>
    );
  }
  const failed = state.status === "failed" ? state : null;
  const errors = failed ? fieldErrors(failed.error) : {};
  return (
    <form {...form} className="grid gap-4">
      <FormError state={state} />
      <TextField
        label={isFirst ? "Email" : "New email"}
        name="email"
        type="email"
        autoComplete="email"
        defaultValue={failed?.values.email}
        error={errors.email}
      />
      {!isFirst && <PasswordField autoComplete="current-password" error={errors.password} />}
      <div>
        <SubmitButton pending={pending}>{isFirst ? "Add address" : "Change address"}</SubmitButton>
      </div>
    </form>
  );
}

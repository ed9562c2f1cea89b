"use client";

import { fieldErrors } from "../error-text";
import { TextField } from "../ui/field";
import { FormError } from "../ui/form-error";
import { PasswordField } from "../ui/password-field";
import { SubmitButton } from "../ui/submit-button";
import { type FormAction, useForm } from "../use-form";
import { Fold } from "./section";

/** The new address counts once its mailbox is proven; until then the old one stays. */
export function EmailChange({ change }: { change: FormAction<{ sent: true }> }) {
  const { state, pending, form } = useForm(change);
  const failed = state.status === "failed" ? state : null;
  const errors = failed ? fieldErrors(failed.error) : {};
  const done = state.status === "done";
  return (
    <>
      <p role="status" className="font-medium text-success empty:hidden">
        {done &&
          "Check the new mailbox: open the link there and the new address counts. Until then, this one does."}
      </p>
      {!done && (
        <Fold label="Change address" open={failed !== null}>
          <form {...form} className="grid gap-4">
            <FormError state={state} />
            <TextField
              label="New email"
              name="email"
              type="email"
              autoComplete="email"
              defaultValue={failed?.values.email}
              error={errors.email}
            />
            <PasswordField
              label="Your password"
              autoComplete="current-password"
              hint="So that nobody else changes it for you."
              error={errors.password}
            />
            <div>
              <SubmitButton pending={pending}>Send a link to the new address</SubmitButton>
            </div>
          </form>
        </Fold>
      )}
    </>
  );
}

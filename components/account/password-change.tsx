"use client";

import Link from "next/link";
import type { SignedIn } from "@/lib/contract/wire";
import { fieldErrors } from "../error-text";
import { link } from "../ui/button";
import { FormError } from "../ui/form-error";
import { PasswordField } from "../ui/password-field";
import { SubmitButton } from "../ui/submit-button";
import { type FormAction, useForm } from "../use-form";
import { Fold } from "./section";

export function PasswordChange({ change, minLength }: { change: FormAction<SignedIn>; minLength: number }) {
  const { state, pending, form } = useForm(change);
  const errors = state.status === "failed" ? fieldErrors(state.error) : {};
  const done = state.status === "done";
  return (
    <>
      <p role="status" className={done ? "font-medium text-success" : "text-muted"}>
        {done
          ? "Your password is changed. Everywhere else you are signed out."
          : "Changing it signs you out everywhere else."}
      </p>
      {!done && (
        <Fold label="Change password" open={state.status === "failed"}>
          <form {...form} className="grid gap-4">
            <FormError state={state} />
            <PasswordField
              label="Current password"
              name="currentPassword"
              autoComplete="current-password"
              error={errors.currentPassword}
            />
            <PasswordField
              label="New password"
              name="newPassword"
              autoComplete="new-password"
              hint={`At least ${minLength} characters`}
              error={errors.newPassword ?? errors.password}
            />
            <div className="flex flex-wrap items-center gap-x-4 gap-y-3">
              <SubmitButton pending={pending}>Change password</SubmitButton>
              <Link href="/reset-password" className={link}>
                Forgot it?
              </Link>
            </div>
          </form>
        </Fold>
      )}
    </>
  );
}

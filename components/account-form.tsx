"use client";

import Link from "next/link";
import type { SignedIn } from "@/lib/contract/wire";
import { fieldErrors } from "./error-text";
import { NewPasswordField } from "./new-password-field";
import { useWayTo } from "./return-path";
import { link } from "./ui/button";
import { TextField } from "./ui/field";
import { FormError } from "./ui/form-error";
import { SubmitButton } from "./ui/submit-button";
import type { useForm } from "./use-form";

/** Asks for what an account needs. A guest becomes a member in place; a visitor without a session signs up. */
export function AccountForm({
  state,
  pending,
  form,
  autoFocus = false,
}: ReturnType<typeof useForm<SignedIn>> & { autoFocus?: boolean }) {
  const failed = state.status === "failed" ? state : null;
  const errors = failed ? fieldErrors(failed.error) : {};
  return (
    <form {...form} className="@container grid gap-4">
      <FormError state={state} />
      <div className="grid gap-4 @2xl:grid-cols-3">
        <TextField
          label="Email"
          name="email"
          type="email"
          autoComplete="email"
          autoFocus={autoFocus}
          defaultValue={failed?.values.email}
          error={failed?.error.code === "EMAIL_ALREADY_IN_USE" ? <EmailInUse /> : errors.email}
        />
        <NewPasswordField error={errors.password} />
        <TextField
          label="Name"
          name="name"
          optional
          autoComplete="name"
          defaultValue={failed?.values.name}
          error={errors.name}
        />
      </div>
      <div className="grid @2xl:block">
        <SubmitButton pending={pending}>Save account</SubmitButton>
      </div>
    </form>
  );
}

function EmailInUse() {
  const signIn = useWayTo("/sign-in");
  return (
    <>
      Email already in use.{" "}
      <Link href={signIn} className={link}>
        Sign in to that account
      </Link>
    </>
  );
}

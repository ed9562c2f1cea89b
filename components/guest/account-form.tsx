"use client";

import Link from "next/link";
import { EmailField } from "@/components/form/email-field";
import { NewPasswordField } from "@/components/form/new-password-field";
import { RequestKey } from "@/components/form/request-key";
import type { useForm } from "@/components/form/use-form";
import { useWayTo } from "@/components/shell/return-path";
import { link } from "@/components/ui/button";
import { TextField } from "@/components/ui/field";
import { FormError } from "@/components/ui/form-error";
import { SubmitButton } from "@/components/ui/submit-button";
import type { AnswerOf } from "@/lib/api/table";

export type NewAccount = AnswerOf<"POST /api/auth/sign-up/email">;

/** Asks for what an account needs. A guest is upgraded in place; a visitor without a session signs up. */
export function AccountForm({
  state,
  pending,
  form,
  errors,
  field,
  autoFocus = false,
}: ReturnType<typeof useForm<NewAccount>> & { autoFocus?: boolean }) {
  const failed = state.status === "failed" ? state : null;
  return (
    <form {...form} className="@container grid gap-4">
      <RequestKey />
      <FormError state={state} />
      <div className="grid gap-4 @2xl:grid-cols-3">
        <EmailField
          autoFocus={autoFocus}
          defaultValue={failed?.values.email}
          error={failed?.error.code === "EMAIL_ALREADY_IN_USE" ? <EmailInUse /> : errors.email}
        />
        <NewPasswordField error={errors.password} />
        <TextField label="Name" {...field("name")} optional autoComplete="name" />
      </div>
      <div className="grid @2xl:block">
        <SubmitButton pending={pending}>Create account</SubmitButton>
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

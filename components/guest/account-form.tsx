"use client";

import { KeyRound, MailCheck } from "lucide-react";
import Link from "next/link";
import { EmailField, useForgottenEmail } from "@/components/form/email-field";
import { RequestKey } from "@/components/form/request-key";
import type { useForm } from "@/components/form/use-form";
import { useWayTo } from "@/components/shell/return-path";
import { link } from "@/components/ui/button";
import { TextField } from "@/components/ui/field";
import { FormError } from "@/components/ui/form-error";
import { Outcome } from "@/components/ui/outcome";
import { NewPasswordField } from "@/components/ui/password-field";
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
  const isInUse = state.status === "failed" && state.error.code === "EMAIL_ALREADY_IN_USE";
  return (
    <form {...form} className="@container grid gap-4">
      <RequestKey />
      <FormError state={state} />
      <div className="grid gap-4 @2xl:grid-cols-3">
        <EmailField
          {...field("email")}
          autoFocus={autoFocus}
          error={isInUse ? <EmailInUse /> : errors.email}
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

/** Tells a new registered user what happened and what is left to do. */
export function AccountSaved({ user }: Pick<NewAccount, "user">) {
  useForgottenEmail();
  const Icon = user.email === null ? KeyRound : MailCheck;
  // Nothing has changed yet in an account that is new; a guest's was there before.
  const wasGuest = user.createdAt !== user.updatedAt;
  return (
    <Outcome>
      <div className="flex items-start gap-3">
        <Icon aria-hidden className="mt-0.5 size-6 shrink-0 text-success" />
        <p className="min-w-0">
          <strong className="font-semibold">
            {wasGuest ? "You're all set – everything you made is in your account." : "You're all set."}
          </strong>{" "}
          {user.email === null ? (
            <>
              From now on you sign in with your passkey.{" "}
              <Link href="/account?edit=email#email" className={link}>
                Add a second one or an email
              </Link>{" "}
              so you can't get locked out.
            </>
          ) : (
            <>
              Check your inbox: we sent a link to <bdi className="wrap-anywhere">{user.email}</bdi> to confirm
              your email.
            </>
          )}
        </p>
      </div>
    </Outcome>
  );
}

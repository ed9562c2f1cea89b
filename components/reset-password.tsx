"use client";

import { KeyRound, MailCheck } from "lucide-react";
import Link from "next/link";
import type { Arrival } from "@/lib/contract/wire";
import { fieldErrors } from "./error-text";
import { useWayTo } from "./return-path";
import { button, link } from "./ui/button";
import { TextField } from "./ui/field";
import { FormError } from "./ui/form-error";
import { Outcome } from "./ui/outcome";
import { PasswordField } from "./ui/password-field";
import { SubmitButton } from "./ui/submit-button";
import { type FormAction, useForm } from "./use-form";

/** Asks for the mail that lets somebody choose a new password. Says the same for every address. */
export function AskReset({ forgot, email }: { forgot: FormAction<{ sent: true }>; email: string | null }) {
  const { state, pending, form } = useForm(forgot);
  const signIn = useWayTo("/sign-in");

  if (state.status === "done") {
    return (
      <Outcome title="Check your mail" icon={MailCheck}>
        <p>
          If there is an account with that address, a link to choose a new password is on its way. It works
          once, for 15 minutes. Look into your spam folder, too.
        </p>
        <Link href="/reset-password" className={button.secondary}>
          Try another address
        </Link>
      </Outcome>
    );
  }
  const failed = state.status === "failed" ? state : null;
  return (
    <>
      <h1 className="text-3xl">Choose a new password</h1>
      <p>We send you a link with which you can choose a new one. Your password stays as it is until then.</p>
      <form {...form} className="grid gap-4">
        <FormError state={state} />
        <TextField
          label="Email"
          name="email"
          type="email"
          autoComplete="username"
          defaultValue={failed?.values.email ?? email ?? undefined}
          error={failed ? fieldErrors(failed.error).email : undefined}
        />
        <div>
          <SubmitButton pending={pending}>Send the link</SubmitButton>
        </div>
      </form>
      <p className="text-muted">
        It came back to you?{" "}
        <Link href={signIn} className={link}>
          Sign in
        </Link>
      </p>
    </>
  );
}

/** Takes the new password, with the token of a mailed link. */
export function NewPassword({
  token,
  reset,
  minLength,
}: {
  token: string;
  reset: FormAction<Arrival>;
  minLength: number;
}) {
  const { state, pending, form } = useForm(reset);

  if (state.status === "done") {
    return (
      <Outcome title="Your password is changed" icon={KeyRound}>
        <p>You are signed in here, and signed out everywhere else.</p>
        <Link href={state.data.guest === null ? "/" : "/welcome-back"} className={button.primary}>
          Go on
        </Link>
      </Outcome>
    );
  }
  const error = state.status === "failed" ? state.error : null;
  if (error?.code === "TOKEN_INVALID") {
    return (
      <>
        <h1 className="text-3xl">This link is no longer valid</h1>
        <p role="alert">
          It was used already, replaced by a newer one, or is more than 15 minutes old. Your password is as it
          was.
        </p>
        <Link href="/reset-password" className={button.primary}>
          Get a new link
        </Link>
      </>
    );
  }
  return (
    <>
      <h1 className="text-3xl">Choose a new password</h1>
      <form {...form} className="grid gap-4">
        <FormError state={state} />
        <input type="hidden" name="token" value={token} />
        <PasswordField
          label="New password"
          autoComplete="new-password"
          hint={`At least ${minLength} characters`}
          error={error ? fieldErrors(error).password : undefined}
        />
        <div>
          <SubmitButton pending={pending}>Change password</SubmitButton>
        </div>
      </form>
    </>
  );
}

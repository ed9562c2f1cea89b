"use client";

import Link from "next/link";
import { withNext } from "@/lib/contract/safe-path";
import type { Arrival } from "@/lib/contract/wire";
import { Arrived } from "./arrived";
import { AskByEmail } from "./ask-by-email";
import { fieldErrors } from "./error-text";
import { NewPasswordField } from "./new-password-field";
import { SwitchedOff } from "./switched-off";
import { link } from "./ui/button";
import { FormError } from "./ui/form-error";
import { Outcome } from "./ui/outcome";
import { SubmitButton } from "./ui/submit-button";
import { type FormAction, useForm } from "./use-form";
import { useWaysIn } from "./ways-in";

/** Asks for a mail, or, with the token from one, for the new password. Whoever sets it is signed in and goes to `next`. */
export function ResetPassword({
  token,
  forgot,
  reset,
  next,
}: {
  token: string | null;
  forgot: FormAction<{ sent: true }>;
  reset: FormAction<Arrival>;
  next: string;
}) {
  const { emailPassword } = useWaysIn();
  const ask = useForm(forgot);
  const { state, pending, form } = useForm(reset);

  if (state.status === "done") return <Arrived {...state.data} next={next} />;
  if (!emailPassword) return <SwitchedOff next={next} />;
  if (ask.state.status === "done") return <MailSent email={ask.state.values.email} />;
  const failed = state.status === "failed" ? state : null;
  const invalid = failed?.error.code === "TOKEN_INVALID";
  if (token === null || invalid) {
    return (
      <>
        {invalid ? (
          <Outcome>
            <h1 className="text-3xl">This link is no longer valid</h1>
            <p>It was used already, replaced by a newer one, or is more than 15 minutes old.</p>
          </Outcome>
        ) : (
          <h1 className="text-3xl">Forgot your password?</h1>
        )}
        <p>We send you a link to set a new password.</p>
        <AskByEmail ask={ask} submit="Send the link" />
        <p>
          <Link href={withNext("/sign-in", next)} className={link}>
            Back to sign in
          </Link>
        </p>
      </>
    );
  }
  return (
    <>
      <h1 className="text-3xl">Set a new password</h1>
      <p>Every other device will be signed out.</p>
      <form {...form} className="grid gap-4">
        <FormError state={state} />
        <input type="hidden" name="token" value={token} />
        <NewPasswordField error={failed ? fieldErrors(failed.error).password : undefined} />
        <SubmitButton pending={pending}>Save password</SubmitButton>
      </form>
    </>
  );
}

/** The same for every address, known or not. */
function MailSent({ email }: { email: string | undefined }) {
  return (
    <Outcome>
      <h1 className="text-3xl">Check your mail</h1>
      <p>
        If <bdi className="wrap-anywhere font-semibold">{email}</bdi> has an account, a link is on its way. It
        works once, for 15 minutes.
      </p>
    </Outcome>
  );
}

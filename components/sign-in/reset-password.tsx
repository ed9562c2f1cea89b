"use client";

import Link from "next/link";
import { RequestKey } from "@/components/form/request-key";
import { type FormAction, useForm } from "@/components/form/use-form";
import { link } from "@/components/ui/button";
import { FormError } from "@/components/ui/form-error";
import { Outcome } from "@/components/ui/outcome";
import { NewPasswordField } from "@/components/ui/password-field";
import { SubmitButton } from "@/components/ui/submit-button";
import { withNext } from "@/lib/api/safe-path";
import type { AnswerOf } from "@/lib/api/table";
import { AskByEmail } from "./ask-by-email";
import { useSignInMethods } from "./sign-in-methods";
import { SignedIn, SwitchedOff } from "./signed-in";

/** A mailed link to a new password: `email` is whose it is, null where the link no longer works. */
export type OpenedReset = { token: string; email: string | null };

/** Asks for an email, or, with the token from one, for the new password, which signs in and goes on to `next`. */
export function ResetPassword({
  opened,
  forgot,
  reset,
  next,
}: {
  opened: OpenedReset | null;
  forgot: FormAction<{ sent: true }>;
  reset: FormAction<AnswerOf<"POST /api/auth/password/reset">>;
  next: string;
}) {
  const { emailPassword } = useSignInMethods();
  const ask = useForm(forgot);
  const { state, pending, form, errors } = useForm(reset);

  if (state.status === "done") return <SignedIn {...state.data} next={next} />;
  if (!emailPassword) return <SwitchedOff next={next} />;
  if (ask.state.status === "done") return <EmailSent email={ask.state.values.email} />;
  const failed = state.status === "failed" ? state : null;
  const isRefused = failed?.error.code === "TOKEN_INVALID";
  if (opened === null || opened.email === null || isRefused) {
    const invalid = (
      <>
        <h1 className="text-3xl">This link no longer works</h1>
        <p>It was already used, replaced by a newer one, or is more than 15 minutes old.</p>
      </>
    );
    return (
      <>
        {opened === null && <h1 className="text-3xl">Forgot your password?</h1>}
        {opened !== null && (isRefused ? <Outcome>{invalid}</Outcome> : invalid)}
        <p>We'll email you a link to set a new password.</p>
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
      <p>You'll be signed out on all other devices.</p>
      <form {...form} className="grid gap-4">
        <RequestKey />
        <FormError state={state} />
        <input type="hidden" name="token" value={opened.token} />
        <NewPasswordField username={opened.email} error={errors.password} />
        <SubmitButton pending={pending}>Save password</SubmitButton>
      </form>
    </>
  );
}

/** The same for every address, known or not. */
function EmailSent({ email }: { email: string | undefined }) {
  return (
    <Outcome>
      <h1 className="text-3xl">Check your email</h1>
      <p>
        If <bdi className="wrap-anywhere font-semibold">{email}</bdi> has an account, a link is on its way. It
        works once, for 15 minutes.
      </p>
    </Outcome>
  );
}

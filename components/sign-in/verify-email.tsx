"use client";

import { BadgeCheck } from "lucide-react";
import Link from "next/link";
import { type ReactNode, useState } from "react";
import { type FormAction, useForm } from "@/components/form/use-form";
import { useSession } from "@/components/shell/session-provider";
import { button, link } from "@/components/ui/button";
import { FormError } from "@/components/ui/form-error";
import { Outcome } from "@/components/ui/outcome";
import { PasswordField } from "@/components/ui/password-field";
import { SubmitButton } from "@/components/ui/submit-button";
import type { AnswerOf } from "@/lib/api/table";

/** Confirms an email with the token of a mailed link, and with the password where the server asks for it. */
export function VerifyEmail({
  token,
  verify,
  mail,
}: {
  token: string;
  verify: FormAction<AnswerOf<"POST /api/auth/verify-email">>;
  mail: ReactNode;
}) {
  const { state, pending, form, errors } = useForm(verify);
  const [asksPassword, setAsksPassword] = useState(false);

  if (state.status === "done") return <Confirmed email={state.data.user.email} />;
  const error = state.status === "failed" ? state.error : null;
  if (error?.code === "TOKEN_INVALID") {
    return (
      <>
        <Outcome>
          <h1 className="text-3xl">This link no longer works</h1>
          <p>It was already used, replaced by a newer one, or is more than a day old.</p>
        </Outcome>
        {mail}
      </>
    );
  }
  if (error?.code === "EMAIL_ALREADY_IN_USE") {
    return (
      <Outcome>
        <h1 className="text-3xl">This email belongs to another account</h1>
        <p>It was confirmed there in the meantime. Your account hasn't changed.</p>
      </Outcome>
    );
  }
  if (!asksPassword && (errors.password || error?.code === "INVALID_CREDENTIALS")) setAsksPassword(true);
  return (
    <>
      <h1 className="text-3xl">Confirm your email</h1>
      <p>Confirm that this is your email address.</p>
      <form {...form} className="grid gap-4">
        <FormError state={state} />
        <input type="hidden" name="token" value={token} />
        {asksPassword && (
          <PasswordField
            autoComplete="current-password"
            hint="You're not signed in to that account in this browser, so we need its password."
            error={errors.password}
          />
        )}
        <SubmitButton pending={pending}>Confirm email</SubmitButton>
      </form>
    </>
  );
}

function Confirmed({ email }: { email: string | null }) {
  return (
    <Outcome>
      <BadgeCheck aria-hidden className="size-10 text-success" />
      <h1 className="text-3xl">Your email is confirmed</h1>
      <p>
        <bdi className="font-semibold">{email}</bdi> belongs to your account.
      </p>
      <Link href="/" className={button.primary}>
        Go to homepage
      </Link>
    </Outcome>
  );
}

/** Whether the current user has confirmed their email, and a way to a new link. */
export function VerificationMail({ resend }: { resend: FormAction<{ sent: true }> }) {
  const session = useSession();
  const { state, pending, form } = useForm(resend);

  if (session.status !== "user") {
    return (
      <p>
        <Link href="/sign-in" className={link}>
          Sign in
        </Link>{" "}
        to get a new email with a new link.
      </p>
    );
  }
  const { email, emailVerified } = session.user;
  const address = <bdi className="wrap-anywhere font-semibold">{email}</bdi>;
  if (email === null || emailVerified) {
    return (
      <p>
        {email !== null && <>{address} is confirmed. </>}
        To use another one, change it on{" "}
        <Link href="/account" className={link}>
          your account page
        </Link>
        .
      </p>
    );
  }
  return (
    <>
      <p role="status">
        <span>{state.status === "done" ? "We sent a new link to " : "We sent a link to "}</span>
        {address}. Only the newest link works.
      </p>
      <form {...form}>
        <FormError state={state} />
        <SubmitButton pending={pending}>Send a new email</SubmitButton>
      </form>
    </>
  );
}

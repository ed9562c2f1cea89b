"use client";

import { BadgeCheck } from "lucide-react";
import Link from "next/link";
import type { ReactNode } from "react";
import type { User } from "@/lib/contract/wire";
import { fieldErrors } from "./error-text";
import { button } from "./ui/button";
import { FormError } from "./ui/form-error";
import { Outcome } from "./ui/outcome";
import { PasswordField } from "./ui/password-field";
import { SubmitButton } from "./ui/submit-button";
import { type FormAction, useForm } from "./use-form";

/** Confirms an address with the token of a mailed link, and with the password where the server asks for it. */
export function VerifyEmail({
  token,
  verify,
  mail,
}: {
  token: string;
  verify: FormAction<{ user: User }>;
  mail: ReactNode;
}) {
  const { state, pending, form } = useForm(verify);

  if (state.status === "done") return <Confirmed email={state.data.user.email} />;
  const error = state.status === "failed" ? state.error : null;
  if (error?.code === "TOKEN_INVALID") {
    return (
      <>
        <Outcome>
          <h1 className="text-3xl">This link is no longer valid</h1>
          <p>It was used already, replaced by a newer one, or is more than a day old.</p>
        </Outcome>
        {mail}
      </>
    );
  }
  if (error?.code === "EMAIL_ALREADY_IN_USE") {
    return (
      <Outcome>
        <h1 className="text-3xl">This address belongs to another account</h1>
        <p>It was confirmed there meanwhile. Your account stays as it is.</p>
      </Outcome>
    );
  }
  const asked = error ? fieldErrors(error).password : undefined;
  return (
    <>
      <h1 className="text-3xl">Confirm your address</h1>
      <p>One click, and we know that this mailbox is yours.</p>
      <form {...form} className="grid gap-4">
        <FormError state={state} />
        <input type="hidden" name="token" value={token} />
        {(asked || error?.code === "INVALID_CREDENTIALS") && (
          <PasswordField
            autoComplete="current-password"
            hint="You are not signed in to that account here, so its password is needed."
            error={asked}
          />
        )}
        <SubmitButton pending={pending}>Confirm address</SubmitButton>
      </form>
    </>
  );
}

function Confirmed({ email }: { email: string | null }) {
  return (
    <Outcome>
      <BadgeCheck aria-hidden className="size-10 text-success" />
      <h1 className="text-3xl">Your address is confirmed</h1>
      <p>
        <bdi className="font-semibold">{email}</bdi> belongs to your account.
      </p>
      <Link href="/" className={button.primary}>
        Go to the start
      </Link>
    </Outcome>
  );
}

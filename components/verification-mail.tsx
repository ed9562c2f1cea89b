"use client";

import Link from "next/link";
import { useSession } from "./session-provider";
import { link } from "./ui/button";
import { FormError } from "./ui/form-error";
import { SubmitButton } from "./ui/submit-button";
import { type FormAction, useForm } from "./use-form";

/** Where a member stands with the mail that confirms their address, and a way to a new one. */
export function VerificationMail({ resend }: { resend: FormAction<{ sent: true }> }) {
  const session = useSession();
  const { state, pending, form } = useForm(resend);

  if (session.status !== "member") {
    return (
      <p>
        <Link href="/sign-in" className={link}>
          Sign in
        </Link>{" "}
        to get a new mail with a new link.
      </p>
    );
  }
  const { email, emailVerified } = session.user;
  const address = <bdi className="wrap-anywhere font-semibold">{email}</bdi>;
  if (email === null || emailVerified) {
    return (
      <p>
        {email !== null && <>{address} is confirmed. </>}
        For another address, ask for a new link on{" "}
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
        {state.status === "done" ? "A new mail is on its way to " : "We sent a link to "}
        {address}. Only the newest link counts.
      </p>
      <form {...form}>
        <FormError state={state} />
        <SubmitButton pending={pending}>Send a new mail</SubmitButton>
      </form>
    </>
  );
}

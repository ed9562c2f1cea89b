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
  const email = <bdi className="font-semibold">{session.user.email}</bdi>;
  if (session.user.emailVerified) return <p>{email} is confirmed. There is nothing left to do.</p>;
  return (
    <>
      <p role="status">
        {state.status === "done" ? "A new mail is on its way to " : "We sent a link to "}
        {email}. Only the newest link counts.
      </p>
      <form {...form}>
        <FormError state={state} />
        <SubmitButton pending={pending}>Send a new mail</SubmitButton>
      </form>
    </>
  );
}

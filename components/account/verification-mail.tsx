"use client";

import Link from "next/link";
import { type FormAction, useForm } from "@/components/form/use-form";
import { useSession } from "@/components/shell/session-provider";
import { link } from "@/components/ui/button";
import { FormError } from "@/components/ui/form-error";
import { SubmitButton } from "@/components/ui/submit-button";

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

"use client";

import Link from "next/link";
import { useEffect } from "react";
import { EmailField } from "@/components/form/email-field";
import { RequestKey } from "@/components/form/request-key";
import { type FormAction, useForm } from "@/components/form/use-form";
import { useSession } from "@/components/shell/session-provider";
import { link } from "@/components/ui/button";
import { TextField } from "@/components/ui/field";
import { FormError } from "@/components/ui/form-error";
import { SubmitButton } from "@/components/ui/submit-button";
import { withNext } from "@/lib/api/safe-path";
import { AskByEmail } from "./ask-by-email";
import { MagicLinkButton, type MagicLinkResult, type OpenedLink } from "./magic-link-button";
import { useSignInMethods } from "./sign-in-methods";
import { SignedIn, SwitchedOff } from "./signed-in";

/**
 * Signing in by email: ask, then the link or the code. `opened` is what a mailed link would do in this browser, or null where none was opened;
 * `hasCode` skips the question for somebody who has the email already.
 */
export function MagicLink({
  request,
  verify,
  opened,
  hasCode,
  next,
}: {
  request: FormAction<{ sent: true }>;
  verify: FormAction<MagicLinkResult>;
  opened: OpenedLink | null;
  hasCode: boolean;
  next: string;
}) {
  const session = useSession();
  const { emailPassword, magicLink } = useSignInMethods();
  const ask = useForm(request);
  const verification = useForm(verify);
  const sentTo = ask.state.status === "done" ? ask.state.values.email : undefined;
  useEffect(() => {
    // A reload asks for the code then, not for the address again.
    if (sentTo !== undefined) window.history.replaceState(null, "", withNext("/magic-link?code", next));
  }, [sentTo, next]);
  const callbackURL = <input type="hidden" name="callbackURL" value={next} />;

  if (verification.state.status === "done") {
    return <SignedIn {...verification.state.data} next={verification.state.data.callbackURL} />;
  }
  if (!magicLink) return <SwitchedOff next={next} />;
  const typedCode = verification.state.status === "failed" && verification.state.values.email !== undefined;
  if (sentTo !== undefined || typedCode || (hasCode && opened === null)) {
    return (
      <>
        <h1 className="text-3xl">{sentTo === undefined ? "Enter your code" : "Check your email"}</h1>
        {sentTo !== undefined && (
          <p role="status">
            We sent a link and a code to <bdi className="wrap-anywhere font-semibold">{sentTo}</bdi>. Open the
            link in this browser, or enter the code here. Both work once, for 15 minutes.
          </p>
        )}
        <MailedCode verification={verification} email={sentTo} />
        <p className="text-muted">
          Didn't get it?{" "}
          <a href={withNext("/magic-link", next)} className={link}>
            Send a new one
          </a>
        </p>
      </>
    );
  }
  if (opened !== null) {
    return (
      <MagicLinkButton
        opened={opened}
        verification={verification}
        again={
          <AskByEmail ask={ask} submit="Send a new email">
            {callbackURL}
          </AskByEmail>
        }
      />
    );
  }
  if (session.status === "user") return <SignedIn user={session.user} next={next} />;
  return (
    <>
      <h1 className="text-3xl">Continue by email</h1>
      <p>
        We'll email you a link and a code. No password needed.
        {session.status === "guest" && (
          <span>
            {" "}
            If you're new here, everything you've made as a guest comes with you. If you have an account, you
            can move it there.
          </span>
        )}
      </p>
      <AskByEmail ask={ask} submit="Email me a link">
        {callbackURL}
      </AskByEmail>
      <p className="flex flex-wrap gap-x-6 gap-y-3">
        <a href={withNext("/magic-link?code", next)} className={link}>
          I have a code
        </a>
        {emailPassword && (
          <Link href={withNext("/sign-in", next)} className={link}>
            Use a password
          </Link>
        )}
      </p>
    </>
  );
}

/** Takes the six digits from an email. The address stays in sight: with a wrong one the right code is refused, too. */
function MailedCode({
  verification: { state, pending, form, errors, field },
  email,
}: {
  verification: ReturnType<typeof useForm<MagicLinkResult>>;
  email: string | undefined;
}) {
  return (
    <form {...form} className="grid gap-4">
      <RequestKey />
      <FormError state={state} />
      <EmailField {...field("email", email)} autoComplete="email" />
      <TextField
        label="Code"
        name="code"
        inputMode="numeric"
        autoComplete="one-time-code"
        autoFocus={email !== undefined}
        hint="6-digit code from the email"
        error={errors.code}
      />
      <SubmitButton pending={pending}>Continue</SubmitButton>
    </form>
  );
}

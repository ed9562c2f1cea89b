"use client";

import Link from "next/link";
import { fieldErrors } from "./error-text";
import { button } from "./ui/button";
import { TextField } from "./ui/field";
import { FormError } from "./ui/form-error";
import { SubmitButton } from "./ui/submit-button";
import { type FormAction, useForm } from "./use-form";

/** Asks for a mail with a link and a code. */
export function AskLink({ send, email }: { send: FormAction<null>; email: string | null }) {
  const { state, pending, form } = useForm(send);
  const failed = state.status === "failed" ? state : null;
  return (
    <>
      <h1 className="text-3xl">Continue with a mail</h1>
      <p>
        We send you a link and a code. They sign you in or, if you are new here, make your account. You need
        no password.
      </p>
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
          <SubmitButton pending={pending}>Send the mail</SubmitButton>
        </div>
      </form>
    </>
  );
}

/** After the mail was asked for: says where it went, and takes the six digits in it. */
export function CheckMail({ enter, email }: { enter: FormAction<null>; email: string }) {
  const { state, pending, form } = useForm(enter);
  const error = state.status === "failed" ? state.error : null;
  return (
    <>
      <h1 className="text-3xl">Check your mail</h1>
      <p role="status">
        We sent a link and a code to <bdi className="font-semibold">{email}</bdi>. Open the link in this
        browser, or type the six digits here. Both work once, for 15 minutes.
      </p>
      <form {...form} className="grid gap-4">
        <FormError state={state} />
        <input type="hidden" name="email" value={email} />
        <TextField
          label="Six-digit code"
          name="code"
          inputMode="numeric"
          autoComplete="one-time-code"
          error={error ? fieldErrors(error).code : undefined}
        />
        <div className="flex flex-wrap items-center gap-x-2 gap-y-3">
          <SubmitButton pending={pending}>Continue</SubmitButton>
          <Link href="/magic-link?again" className={button.quiet}>
            Send a new mail
          </Link>
        </div>
      </form>
      <p className="text-muted text-sm">
        Nothing there? Look into your spam folder. Only the newest mail counts.
      </p>
    </>
  );
}

/** A link opened in the browser that asked for it. */
export function OpenLink({
  enter,
  token,
  email,
}: {
  enter: FormAction<null>;
  token: string;
  email: string | null;
}) {
  const { state, pending, form } = useForm(enter);
  const error = state.status === "failed" ? state.error : null;
  if (error?.code === "TOKEN_INVALID") return <StaleLink />;
  if (error?.code === "FORBIDDEN") return <OpenedElsewhere />;
  return (
    <>
      <h1 className="text-3xl">One click, and you are in</h1>
      {email !== null && (
        <p>
          You go on as <bdi className="font-semibold">{email}</bdi>.
        </p>
      )}
      <form {...form} className="grid gap-4">
        <FormError state={state} />
        <input type="hidden" name="token" value={token} />
        <div>
          <SubmitButton pending={pending}>Continue</SubmitButton>
        </div>
      </form>
    </>
  );
}

export function StaleLink() {
  return (
    <>
      <h1 className="text-3xl">This link is no longer valid</h1>
      <p role="status">It was used already, replaced by a newer one, or is more than 15 minutes old.</p>
      <div>
        <Link href="/magic-link?again" className={button.primary}>
          Get a new mail
        </Link>
      </div>
    </>
  );
}

/** A link opened in another browser than the one that asked: whoever merely has the mail gets nothing here. */
export function OpenedElsewhere() {
  return (
    <>
      <h1 className="text-3xl">Type the code where you asked for it</h1>
      <p role="status">
        This mail was asked for in another browser, or on another device. There, a page is waiting for the six
        digits of the mail: type them in, and you are in.
      </p>
      <p className="text-muted">
        Do you want to go on in this browser instead? Ask for a mail from here. If you never asked for one,
        close this page: nothing has happened.
      </p>
      <div>
        <Link href="/magic-link?again" className={button.secondary}>
          Ask for a mail from here
        </Link>
      </div>
    </>
  );
}

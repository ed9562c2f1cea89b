"use client";

import Link from "next/link";
import { withNext } from "@/lib/contract/safe-path";
import type { Arrival } from "@/lib/contract/wire";
import { AlreadySignedIn } from "./already-signed-in";
import { Arrived } from "./arrived";
import { fieldErrors } from "./error-text";
import { OtherWays } from "./other-ways";
import { PasskeySignIn } from "./passkey-sign-in";
import { useSession } from "./session-provider";
import { link } from "./ui/button";
import { TextField } from "./ui/field";
import { FormError } from "./ui/form-error";
import { PasswordField } from "./ui/password-field";
import { SubmitButton } from "./ui/submit-button";
import { type FormAction, useForm } from "./use-form";
import { useWaysIn } from "./ways-in";
import { workInWords } from "./work-text";

/** Every way into an account. `counts` is what the guest who is here owns, by kind; `next` is the page to go on to. */
export function SignIn({
  signIn,
  counts,
  next,
}: {
  signIn: FormAction<Arrival>;
  counts: Record<string, number>;
  next: string;
}) {
  const session = useSession();
  const { emailPassword } = useWaysIn();
  const { state, pending, form } = useForm(signIn);

  if (state.status === "done") return <Arrived {...state.data} next={next} />;
  if (session.status === "member") return <AlreadySignedIn user={session.user} />;
  const failed = state.status === "failed" ? state : null;
  const errors = failed ? fieldErrors(failed.error) : {};
  return (
    <>
      <h1 className="text-3xl">Sign in</h1>
      {session.status === "guest" && <GuestSwitch work={workInWords(counts)} next={next} />}
      {emailPassword && (
        <>
          <form {...form} className="grid gap-4">
            <FormError state={state} />
            <TextField
              label="Email"
              name="email"
              type="email"
              autoComplete="username"
              defaultValue={failed?.values.email}
              error={errors.email}
            />
            <PasswordField autoComplete="current-password" error={errors.password} />
            <SubmitButton pending={pending}>Sign in</SubmitButton>
          </form>
          <p>
            <Link href={withNext("/reset-password", next)} className={link}>
              Forgot your password?
            </Link>
          </p>
        </>
      )}
      <OtherWays intent="sign-in" next={next}>
        <PasskeySignIn next={next} />
      </OtherWays>
      {session.status !== "guest" && (
        <p className="text-muted">
          New here?{" "}
          <Link href={withNext("/sign-up", next)} className={link}>
            Create account
          </Link>
        </p>
      )}
    </>
  );
}

/** What a sign-in means for the guest who is here: said before it happens. */
function GuestSwitch({ work, next }: { work: string | null; next: string }) {
  return (
    <div className="grid gap-2 rounded-xl bg-banner px-4 py-3">
      <p>
        You have a guest account here{work && <>, with {work}</>}. Signing in switches to your own account;
        for 30 minutes after that you can bring along what you made as a guest. Then it is lost.
      </p>
      <p>
        To keep this guest as it is,{" "}
        <Link href={withNext("/upgrade", next)} className={link}>
          create an account
        </Link>{" "}
        or{" "}
        <Link href="/account#recovery" className={link}>
          take a recovery code
        </Link>
        .
      </p>
    </div>
  );
}

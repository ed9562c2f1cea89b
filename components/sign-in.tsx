"use client";

import Link from "next/link";
import { AlreadySignedIn } from "./already-signed-in";
import { fieldErrors } from "./error-text";
import { GuestWork } from "./guest-work";
import { LinkButton } from "./link-button";
import { useWayTo } from "./return-path";
import { useSession } from "./session-provider";
import { SocialButtons } from "./social-buttons";
import { link } from "./ui/button";
import { TextField } from "./ui/field";
import { FormError } from "./ui/form-error";
import { PasswordField } from "./ui/password-field";
import { SubmitButton } from "./ui/submit-button";
import { type FormAction, useForm } from "./use-form";
import type { Ways } from "./ways";
import type { Work } from "./work-text";

export function SignIn({ signIn, ways, work }: { signIn: FormAction<null>; ways: Ways; work: Work }) {
  const session = useSession();
  const { state, pending, form } = useForm(signIn);
  const forgot = useWayTo("/reset-password");
  const signUp = useWayTo("/sign-up");

  if (session.status === "member") return <AlreadySignedIn user={session.user} />;
  const failed = state.status === "failed" ? state : null;
  const errors = failed ? fieldErrors(failed.error) : {};
  return (
    <>
      <h1 className="text-3xl">Sign in</h1>
      {session.status === "guest" && (
        <GuestWork work={work}>
          Signing in switches to your own account, and we ask you right away whether this comes along. Leave
          that question open for half an hour and it is lost.
        </GuestWork>
      )}
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
        {ways.password && <PasswordField autoComplete="current-password" error={errors.password} />}
        <div className="flex flex-wrap items-center gap-x-2 gap-y-3">
          {ways.password && <SubmitButton pending={pending}>Sign in</SubmitButton>}
          <LinkButton ways={ways} pending={pending} />
        </div>
      </form>
      <SocialButtons providers={ways.providers} intent="sign-in" />
      <ul className="grid gap-1 text-muted">
        <li>
          <Link href={forgot} className={link}>
            Forgot your password?
          </Link>
        </li>
        {session.status !== "guest" && (
          <>
            <li>
              New here?{" "}
              <Link href={signUp} className={link}>
                Create an account
              </Link>
            </li>
            <li>
              You were a guest and have a recovery code?{" "}
              <Link href="/resume" className={link}>
                Go on as that guest
              </Link>
            </li>
          </>
        )}
      </ul>
    </>
  );
}

"use client";

import Link from "next/link";
import { EmailField } from "@/components/form/email-field";
import { RequestKey } from "@/components/form/request-key";
import { type FormAction, useForm } from "@/components/form/use-form";
import { workInWords } from "@/components/guest/work-text";
import { useSession } from "@/components/shell/session-provider";
import { link } from "@/components/ui/button";
import { FormError } from "@/components/ui/form-error";
import { PasswordField } from "@/components/ui/password-field";
import { SubmitButton } from "@/components/ui/submit-button";
import { withNext } from "@/lib/api/safe-path";
import type { AnswerOf } from "@/lib/api/table";
import { featureSignIns } from "./feature-methods";
import { OtherWays } from "./other-ways";
import { useSignInMethods } from "./sign-in-methods";
import { SignedIn } from "./signed-in";

const autoComplete = ["username", ...featureSignIns.flatMap(({ autofill }) => autofill ?? [])].join(" ");

/** Every way to sign in to an account. `counts` is what the current guest owns, by kind; `next` is the page to go on to. */
export function SignIn({
  signIn,
  counts,
  next,
}: {
  signIn: FormAction<AnswerOf<"POST /api/auth/sign-in/email">>;
  counts: Record<string, number>;
  next: string;
}) {
  const session = useSession();
  const { emailPassword } = useSignInMethods();
  const { state, pending, form, errors, field } = useForm(signIn);

  if (state.status === "done") return <SignedIn {...state.data} next={next} />;
  if (session.status === "user") return <SignedIn user={session.user} next={next} />;
  const isGuest = session.status === "guest";
  const work = workInWords(counts);
  return (
    <>
      <h1 className="text-3xl">Sign in</h1>
      {isGuest && work && <GuestSwitch work={work} next={next} />}
      {emailPassword && (
        <>
          <form {...form} className="grid gap-4">
            <RequestKey />
            <FormError state={state} />
            <EmailField {...field("email")} autoComplete={autoComplete} />
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
        {featureSignIns.map(({ name, SignIn }) => (
          <SignIn key={name} next={next} />
        ))}
      </OtherWays>
      {!(isGuest && work) && (
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

/** Says before a sign-in what it means for the current guest, who owns something. */
function GuestSwitch({ work, next }: { work: string; next: string }) {
  return (
    <div className="grid gap-2 rounded-xl bg-banner px-4 py-3">
      <p>
        You've made {work} as a guest. After you sign in, you'll have 30 minutes to move it to your account.
      </p>
      <p>
        To keep this guest account instead,{" "}
        <Link href={withNext("/upgrade", next)} className={link}>
          create an account
        </Link>{" "}
        or{" "}
        <Link href="/account#recovery" className={link}>
          get a recovery code
        </Link>
        .
      </p>
    </div>
  );
}

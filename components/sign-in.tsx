"use client";

import Link from "next/link";
import { useRouter } from "next/navigation";
import { useEffect } from "react";
import type { SocialWay } from "@/lib/contract/social";
import type { GuestWork, SignedIn } from "@/lib/contract/wire";
import { AlreadySignedIn } from "./already-signed-in";
import { fieldErrors } from "./error-text";
import { useSession } from "./session-provider";
import { SocialButtons } from "./social-buttons";
import { button, link } from "./ui/button";
import { TextField } from "./ui/field";
import { FormError } from "./ui/form-error";
import { PasswordField } from "./ui/password-field";
import { SubmitButton } from "./ui/submit-button";
import { type FormAction, useForm } from "./use-form";

type Answer = SignedIn & { guest: GuestWork | null };

export function SignIn({
  signIn,
  providers,
}: {
  signIn: FormAction<Answer>;
  providers: readonly SocialWay[];
}) {
  const session = useSession();
  const router = useRouter();
  const { state, pending, form } = useForm(signIn);
  const arrived = state.status === "done" && state.data.guest === null;

  useEffect(() => {
    if (arrived) router.replace("/");
  }, [arrived, router]);

  if (state.status === "done") return <Arrived {...state.data} />;
  if (session.status === "member") return <AlreadySignedIn user={session.user} />;
  const failed = state.status === "failed" ? state : null;
  const errors = failed ? fieldErrors(failed.error) : {};
  return (
    <>
      <h1 className="text-3xl">Sign in</h1>
      {session.status === "guest" && (
        <p className="rounded-xl bg-banner px-4 py-3">
          You have a guest account here. Signing in switches to your own account, without what you made as a
          guest. To keep that,{" "}
          <Link href="/sign-up" className={link}>
            create an account
          </Link>{" "}
          instead.
        </p>
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
        <PasswordField autoComplete="current-password" error={errors.password} />
        <SubmitButton pending={pending}>Sign in</SubmitButton>
      </form>
      <SocialButtons providers={providers} intent="sign-in" />
      {session.status !== "guest" && (
        <p className="text-muted">
          New here?{" "}
          <Link href="/sign-up" className={link}>
            Create an account
          </Link>
        </p>
      )}
    </>
  );
}

function Arrived({ user, guest }: Answer) {
  return (
    <div role="status" className="grid gap-5">
      <h1 className="text-3xl">You are signed in</h1>
      <p>
        Signed in as <bdi className="font-semibold">{user.email}</bdi>.
        {guest !== null && ` What you made as a guest (${listed(guest.counts)}) is not in this account.`}
      </p>
      <Link href="/" className={button.primary}>
        Go to your cards
      </Link>
    </div>
  );
}

function listed(counts: Record<string, number>): string {
  return Object.entries(counts)
    .map(([kind, count]) => `${kind}: ${count}`)
    .join(", ");
}

"use client";

import Link from "next/link";
import { useSession } from "./session-provider";
import { button } from "./ui/button";
import { FormError } from "./ui/form-error";
import { SubmitButton } from "./ui/submit-button";
import { type FormAction, useForm } from "./use-form";

/** The step before a sign-out. A guest's session is the only key to what the guest made, so it says so. */
export function SignOut({ signOut }: { signOut: FormAction<null> }) {
  const session = useSession();
  const { state, pending, form } = useForm(signOut);

  if (state.status === "done" || session.status === "visitor") {
    return (
      <div role="status" className="grid gap-5">
        <h1 className="text-3xl">You are signed out</h1>
        <p>This browser has no account any more.</p>
        <div className="flex flex-wrap gap-3">
          <Link href="/sign-in" className={button.primary}>
            Sign in
          </Link>
          <Link href="/" className={button.secondary}>
            Start anew as a guest
          </Link>
        </div>
      </div>
    );
  }
  const guest = session.status === "guest";
  return (
    <>
      <h1 className="text-3xl">{guest ? "Leave this guest account?" : "Sign out?"}</h1>
      {guest && (
        <p>
          A guest account has no password, so there is no way back into it: you would lose your cards. Create
          an account first and you keep everything.
        </p>
      )}
      <FormError state={state} />
      <div className="flex flex-wrap gap-3">
        {guest && (
          <Link href="/sign-up" className={button.primary}>
            Create account
          </Link>
        )}
        <form {...form}>
          {guest ? (
            <button type="submit" className={button.secondary}>
              Leave and lose my cards
            </button>
          ) : (
            <SubmitButton pending={pending}>Sign out</SubmitButton>
          )}
        </form>
        {!guest && (
          <Link href="/" className={button.secondary}>
            Stay signed in
          </Link>
        )}
      </div>
    </>
  );
}

"use client";

import Link from "next/link";
import { useSession } from "./session-provider";
import { button } from "./ui/button";
import { FormError } from "./ui/form-error";
import { SubmitButton } from "./ui/submit-button";
import { type FormAction, useForm } from "./use-form";
import { inWords, type Work } from "./work-text";

/** The step before a sign-out. A guest's session is the only key to what the guest made, so it says so. */
export function SignOut({ signOut, work }: { signOut: FormAction<null>; work: Work }) {
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
      <h1 className="text-3xl">{guest ? "Leave this guest?" : "Sign out?"}</h1>
      {guest && (
        <p>
          A guest has no password, so without a recovery code there is no way back: you would lose{" "}
          <strong className="font-semibold">{inWords(work) ?? "this guest, which has nothing yet"}</strong>.
          Create an account first, and you keep everything.
        </p>
      )}
      <FormError state={state} />
      <div className="flex flex-wrap gap-3">
        {guest && (
          <>
            <Link href="/upgrade" className={button.primary}>
              Create account
            </Link>
            <Link href="/account#recovery" className={button.secondary}>
              Get a recovery code
            </Link>
          </>
        )}
        <form {...form}>
          {guest ? (
            <button type="submit" className={button.secondary}>
              Leave this guest for good
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

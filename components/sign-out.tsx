"use client";

import Link from "next/link";
import type { ReactNode } from "react";
import { useSession } from "./session-provider";
import { button } from "./ui/button";
import { FormError } from "./ui/form-error";
import { Outcome } from "./ui/outcome";
import { SubmitButton } from "./ui/submit-button";
import { type FormAction, useForm } from "./use-form";
import { workInWords } from "./work-text";

/**
 * The step before a sign-out. A guest's session is the only key to what the guest made, so it says so: `counts` is
 * that by kind, null where it cannot be told, and `wayBack` makes another key.
 */
export function SignOut({
  signOut,
  counts,
  wayBack,
}: {
  signOut: FormAction<null>;
  counts: Record<string, number> | null;
  wayBack: ReactNode;
}) {
  const session = useSession();
  const { state, pending, form } = useForm(signOut);

  if (state.status === "done") {
    return (
      <Outcome>
        <SignedOut />
      </Outcome>
    );
  }
  if (session.status === "visitor") return <SignedOut />;
  const signOutForm = (
    <form {...form}>
      <FormError state={state} />
      {session.status === "guest" ? (
        <button type="submit" aria-disabled={pending || undefined} className={button.danger}>
          Leave this guest account
        </button>
      ) : (
        <SubmitButton pending={pending}>Sign out</SubmitButton>
      )}
    </form>
  );
  if (session.status === "guest") {
    return (
      <>
        <h1 className="text-3xl">Leave this guest account?</h1>
        <p>
          {loss(counts)} Without a password there is no way back into a guest account: create an account, or
          take a recovery code with you.
        </p>
        <p>
          <Link href="/upgrade" className={button.primary}>
            Create account
          </Link>
        </p>
        <div className="grid gap-3 border-line border-t pt-5">{wayBack}</div>
        <div className="border-line border-t pt-5">{signOutForm}</div>
      </>
    );
  }
  return (
    <>
      <h1 className="text-3xl">Sign out?</h1>
      <div className="flex flex-wrap gap-3">
        {signOutForm}
        <Link href="/" className={button.secondary}>
          Stay signed in
        </Link>
      </div>
    </>
  );
}

function SignedOut() {
  return (
    <>
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
    </>
  );
}

function loss(counts: Record<string, number> | null): string {
  const work = counts && workInWords(counts);
  if (work) return `You would lose ${work}.`;
  return counts === null ? "You would lose what you made." : "You have not made anything yet.";
}

"use client";

import Link from "next/link";
import type { ReactNode } from "react";
import { useForgottenEmail } from "@/components/form/email-field";
import { type FormAction, useForm } from "@/components/form/use-form";
import { EndedSession } from "@/components/guest/ended-session";
import { workInWords } from "@/components/guest/work-text";
import { useSession } from "@/components/shell/session-provider";
import { button } from "@/components/ui/button";
import { FormError } from "@/components/ui/form-error";
import { Outcome } from "@/components/ui/outcome";
import { SubmitButton } from "@/components/ui/submit-button";

/**
 * The step before a sign-out, and the page after it, wherever it was asked for. A guest's session is the only key to what the guest made,
 * so it says so: `counts` is that by kind, null where it cannot be told, and `wayBack` makes another key.
 */
export function SignOut({
  signOut,
  startOver,
  counts,
  wayBack,
}: {
  signOut: FormAction<null>;
  startOver: FormAction<null>;
  counts: Record<string, number> | null;
  wayBack: ReactNode;
}) {
  const session = useSession();
  const { state, pending, form } = useForm(signOut);

  if (session.status === "visitor" && session.ended) {
    return (
      <>
        <h1 className="text-3xl">You're signed out</h1>
        <EndedSession ended={session.ended} startOver={startOver} />
      </>
    );
  }
  if (session.status === "visitor" || state.status === "done") return <SignedOut />;
  const isGuest = session.status === "guest";
  const signOutForm = (
    <form {...form}>
      <FormError state={state} />
      <SubmitButton pending={pending} look={isGuest ? button.danger : button.primary}>
        {isGuest ? "Leave this guest account" : "Sign out"}
      </SubmitButton>
    </form>
  );
  if (isGuest) {
    return (
      <>
        <h1 className="text-3xl">Leave this guest account?</h1>
        <p>
          {loss(counts)} You can't get back into a guest account without a recovery code. Create an account to
          keep everything.
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
  useForgottenEmail();
  return (
    <Outcome>
      <h1 className="text-3xl">You're signed out</h1>
      <p>This browser isn't signed in to an account anymore.</p>
      <div className="flex flex-wrap gap-3">
        <Link href="/sign-in" className={button.primary}>
          Sign in
        </Link>
        <Link href="/" className={button.secondary}>
          Continue as a guest
        </Link>
      </div>
    </Outcome>
  );
}

function loss(counts: Record<string, number> | null): string {
  const work = counts && workInWords(counts);
  if (work) return `You'll lose ${work}.`;
  return counts === null ? "You'll lose what you made." : "You haven't made anything yet.";
}

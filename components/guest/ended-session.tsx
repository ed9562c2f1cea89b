"use client";

import Link from "next/link";
import { type FormAction, useForm } from "@/components/form/use-form";
import { useWayTo } from "@/components/shell/return-path";
import type { SessionState } from "@/components/shell/session-provider";
import { button } from "@/components/ui/button";
import { FormError } from "@/components/ui/form-error";

type Ended = NonNullable<Extract<SessionState, { status: "visitor" }>["ended"]>;

const words: Record<Ended, { title: string; text: string }> = {
  expired_guest: {
    title: "Your guest account has expired in this browser.",
    text: "A recovery code still opens it. Next time, create an account to keep what you make.",
  },
  expired_user: {
    title: "Your session has expired.",
    text: "Sign in again to get back to your account.",
  },
  rotated: {
    title: "This browser isn't signed in anymore.",
    text: "Your account was created or opened, but the answer didn't reach this browser. Sign in to continue.",
  },
};

/** What became of the session that this browser still has a cookie of, and the ways on. Starting over forgets it. */
export function EndedSession({ ended, startOver }: { ended: Ended; startOver: FormAction }) {
  const signIn = useWayTo("/sign-in");
  const resume = useWayTo("/resume");
  const { state, pending, form } = useForm(startOver);
  const { title, text } = words[ended];
  return (
    <div className="grid gap-3">
      <p className="max-w-prose">
        <strong className="font-semibold">{title}</strong> {text}
      </p>
      <div className="flex flex-wrap gap-3">
        {ended === "expired_guest" && (
          <Link href={resume} className={button.secondary}>
            Use a recovery code
          </Link>
        )}
        <Link href={signIn} className={button.secondary}>
          Sign in
        </Link>
        <form {...form}>
          <button type="submit" aria-disabled={pending || undefined} className={button.quiet}>
            Start over as a guest
          </button>
        </form>
      </div>
      <FormError state={state} />
    </div>
  );
}

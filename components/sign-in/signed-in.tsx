"use client";

import Link from "next/link";
import { useRouter } from "next/navigation";
import { useEffect } from "react";
import { useForgottenEmail } from "@/components/form/email-field";
import { shownName } from "@/components/shell/session-provider";
import { button } from "@/components/ui/button";
import { withNext } from "@/lib/api/safe-path";
import type { User } from "@/lib/api/shapes";
import { socialProblems } from "@/lib/api/social";

/**
 * After a sign-in, or in place of a page for signing in, where somebody is signed in already: goes on to `next`, or first to what the `guest`
 * left behind. Without script, by a link.
 */
export function SignedIn({
  user,
  guest = null,
  next,
}: {
  user: Pick<User, "email" | "name">;
  guest?: object | null;
  next: string;
}) {
  const router = useRouter();
  const to = guest === null ? next : withNext("/welcome-back", next);
  useForgottenEmail();
  useEffect(() => router.replace(to), [router, to]);
  return (
    <div role="status" className="grid justify-items-start gap-5">
      <h1 className="text-3xl">You're signed in</h1>
      <p>
        Signed in as <bdi className="wrap-anywhere font-semibold">{shownName(user)}</bdi>.
        {guest && <span> What you made as a guest isn't in this account yet.</span>}
      </p>
      <Link href={to} className={button.primary}>
        {guest ? "Move your guest work" : "Continue"}
      </Link>
    </div>
  );
}

/** In place of a page for a sign-in method that is off. */
export function SwitchedOff({ next }: { next: string }) {
  return (
    <>
      <h1 className="text-3xl">{socialProblems.METHOD_DISABLED?.title}</h1>
      <p>{socialProblems.METHOD_DISABLED?.advice}</p>
      <Link href={withNext("/sign-in", next)} className={button.primary}>
        See other options
      </Link>
    </>
  );
}

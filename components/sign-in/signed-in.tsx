"use client";

import Link from "next/link";
import { useRouter } from "next/navigation";
import { useEffect } from "react";
import { useForgottenEmail } from "@/components/form/email-field";
import { type SessionUser, shownName } from "@/components/shell/session-provider";
import { button } from "@/components/ui/button";
import { withNext } from "@/lib/api/safe-path";
import { socialProblems } from "@/lib/api/social";
import type { AnswerOf } from "@/lib/api/table";

type Result = Pick<AnswerOf<"POST /api/auth/sign-in/email">, "user" | "guest">;

/** After a sign-in: goes on to `next`, or first to what the guest left behind. Without script, by a link. */
export function SignedIn({ user, guest, next }: Result & { next: string }) {
  return (
    <GoOn
      user={user}
      hasLeftWork={guest !== null}
      to={guest === null ? next : withNext("/welcome-back", next)}
    />
  );
}

/** In place of a page for signing in, where somebody is signed in already: goes on to `next`. */
export function AlreadySignedIn({ user, next }: { user: SessionUser; next: string }) {
  return <GoOn user={user} hasLeftWork={false} to={next} />;
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

function GoOn({
  user,
  hasLeftWork,
  to,
}: {
  user: Pick<SessionUser, "email" | "name">;
  hasLeftWork: boolean;
  to: string;
}) {
  const router = useRouter();
  useForgottenEmail();
  useEffect(() => router.replace(to), [router, to]);
  return (
    <div role="status" className="grid justify-items-start gap-5">
      <h1 className="text-3xl">You're signed in</h1>
      <p>
        Signed in as <bdi className="wrap-anywhere font-semibold">{shownName(user)}</bdi>.
        {hasLeftWork && <span> What you made as a guest isn't in this account yet.</span>}
      </p>
      <Link href={to} className={button.primary}>
        {hasLeftWork ? "Move your guest work" : "Continue"}
      </Link>
    </div>
  );
}

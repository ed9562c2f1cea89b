"use client";

import Link from "next/link";
import { RequestKey } from "@/components/form/request-key";
import { type FormAction, useForm } from "@/components/form/use-form";
import { shownName, useSession } from "@/components/shell/session-provider";
import { withNext } from "@/lib/api/safe-path";
import type { Organization } from "@/lib/features/organizations/api";
import { button, link } from "../ui/button";
import { FormError } from "../ui/form-error";
import { SubmitButton } from "../ui/submit-button";

/** Asks whether to join. A visitor joins as a guest, or signs in first. */
export function Join({
  token,
  organization,
  join,
}: {
  token: string;
  organization: Organization & { isMember: boolean };
  join: FormAction<Organization>;
}) {
  const session = useSession();
  const { state, pending, form } = useForm(join);
  const { id, name, isMember } = organization;
  if (isMember) {
    return (
      <>
        <h1 className="text-3xl">
          You're already a member of <bdi>{name}</bdi>
        </h1>
        <p>
          <Link href={`/organizations/${id}`} className={button.primary}>
            Open organization
          </Link>
        </p>
      </>
    );
  }
  const user = session.status === "user" ? session.user : null;
  return (
    <>
      <h1 className="text-3xl">
        Join <bdi>{name}</bdi>?
      </h1>
      <p>
        You've been invited to this organization. Members will see your name. Owners and admins will also see
        your email.
      </p>
      {user ? (
        <p>
          You're joining as <bdi className="font-semibold">{shownName(user)}</bdi>.
        </p>
      ) : (
        <p>
          You're joining as a guest, no account needed. If you create one later, you stay a member. Already
          have an account?{" "}
          <Link href={withNext("/sign-in", `/join?token=${encodeURIComponent(token)}`)} className={link}>
            Sign in
          </Link>
        </p>
      )}
      <form {...form} className="grid gap-4">
        <FormError state={state} />
        <RequestKey />
        <input type="hidden" name="token" value={token} />
        <div className="flex flex-wrap gap-3">
          <SubmitButton pending={pending}>Join</SubmitButton>
          <Link href="/" className={button.secondary}>
            Not now
          </Link>
        </div>
      </form>
    </>
  );
}

/** Shown instead for a link that does not work. */
export function JoinImpossible() {
  return (
    <>
      <h1 className="text-3xl">This link no longer works</h1>
      <p>It may have been replaced, turned off or expired. Ask the person who sent it for a new one.</p>
      <p>
        <Link href="/" className={button.primary}>
          Go to homepage
        </Link>
      </p>
    </>
  );
}

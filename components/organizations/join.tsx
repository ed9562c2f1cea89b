"use client";

import Link from "next/link";
import { withNext } from "@/lib/contract/safe-path";
import type { Organization } from "@/lib/contract/wire";
import { useSession } from "../session-provider";
import { shownName } from "../shown-name";
import { button, link } from "../ui/button";
import { FormError } from "../ui/form-error";
import { SubmitButton } from "../ui/submit-button";
import { type FormAction, useForm } from "../use-form";

/** Asks whether to join. A visitor does so as a guest, or signs in first. */
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
          You belong to <bdi>{name}</bdi> already
        </h1>
        <p>
          <Link href={`/organizations/${id}`} className={button.primary}>
            Go there
          </Link>
        </p>
      </>
    );
  }
  const member = session.status === "member" ? session.user : null;
  return (
    <>
      <h1 className="text-3xl">
        Join <bdi>{name}</bdi>?
      </h1>
      <p>
        You are invited to this organization. Its members will see your name, and those who run it your email
        address, once you have one.
      </p>
      {member ? (
        <p>
          You join as <bdi className="font-semibold">{shownName(member)}</bdi>.
        </p>
      ) : (
        <p>
          You join as a guest, without an account, and stay in when you create one. Have one already?{" "}
          <Link href={withNext("/sign-in", `/join?token=${encodeURIComponent(token)}`)} className={link}>
            Sign in first
          </Link>
          .
        </p>
      )}
      <form {...form} className="grid gap-4">
        <FormError state={state} />
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

/** Instead of the question whether to join, where a link leads nowhere. */
export function JoinImpossible() {
  return (
    <>
      <h1 className="text-3xl">This link leads nowhere any more</h1>
      <p>
        It was replaced, closed, is older than seven days, or mistyped. Ask whoever sent it for a new one.
      </p>
      <p>
        <Link href="/" className={button.primary}>
          Go to the start
        </Link>
      </p>
    </>
  );
}

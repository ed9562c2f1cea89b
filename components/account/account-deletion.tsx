"use client";

import Link from "next/link";
import type { AccountSummary } from "@/lib/contract/wire";
import { fieldErrors } from "../error-text";
import { useSession } from "../session-provider";
import { button, link } from "../ui/button";
import { FormError } from "../ui/form-error";
import { Outcome } from "../ui/outcome";
import { PasswordField } from "../ui/password-field";
import { type FormAction, useForm } from "../use-form";
import { workInWords } from "../work-text";

/** The step before an account is gone: says what goes with it. `summary` is null where nobody is signed in. */
export function AccountDeletion({
  summary,
  remove,
}: {
  summary: AccountSummary | null;
  remove: FormAction<null>;
}) {
  const guest = useSession().status === "guest";
  const { state, pending, form } = useForm(remove);

  if (state.status === "done") {
    return (
      <Outcome>
        <h1 className="text-3xl">Your account is deleted</h1>
        <p>Everything that was in it is gone, and this browser is signed out.</p>
        <Link href="/" className={button.primary}>
          Go to the start
        </Link>
      </Outcome>
    );
  }
  if (summary === null) return <NobodyHere />;
  const work = workInWords(summary.counts);
  const errors = state.status === "failed" ? fieldErrors(state.error) : {};
  return (
    <>
      <h1 className="text-3xl">{guest ? "Delete this guest account?" : "Delete your account?"}</h1>
      <p>
        {work ? (
          <>
            You would lose <strong className="font-semibold">{work}</strong>, for good.
          </>
        ) : (
          "There is no work in it yet."
        )}{" "}
        Nobody can bring a deleted account back.
      </p>
      {summary.counts.memberships && (
        <p>An organization that only you own goes to another member, or with you where there is none.</p>
      )}
      {guest && (
        <p>
          To keep it instead,{" "}
          <Link href="/upgrade" className={link}>
            create an account
          </Link>{" "}
          or{" "}
          <Link href="/account#recovery" className={link}>
            take a recovery code
          </Link>
          .
        </p>
      )}
      <form {...form} className="grid gap-4">
        <FormError state={state} hidden="role" />
        {summary.hasPassword && <PasswordField autoComplete="current-password" error={errors.password} />}
        <div className="flex flex-wrap gap-3">
          <Link href="/account" className={button.primary}>
            Keep it
          </Link>
          <button type="submit" aria-disabled={pending || undefined} className={button.danger}>
            Delete for good
          </button>
        </div>
      </form>
    </>
  );
}

function NobodyHere() {
  return (
    <>
      <h1 className="text-3xl">Nobody is signed in here</h1>
      <p>There is no account in this browser to delete.</p>
      <Link href="/sign-in" className={button.primary}>
        Sign in
      </Link>
    </>
  );
}

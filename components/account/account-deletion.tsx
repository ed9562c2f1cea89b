"use client";

import Link from "next/link";
import { type FormAction, useForm } from "@/components/form/use-form";
import { workInWords } from "@/components/guest/work-text";
import { useSession } from "@/components/shell/session-provider";
import type { AccountSummary } from "@/lib/api/views";
import { button, link } from "../ui/button";
import { FormError } from "../ui/form-error";
import { Outcome } from "../ui/outcome";
import { PasswordField } from "../ui/password-field";

/** The step before an account is deleted: says what is deleted with it. `summary` is null for a visitor. */
export function AccountDeletion({
  summary,
  remove,
}: {
  summary: AccountSummary | null;
  remove: FormAction<null>;
}) {
  const guest = useSession().status === "guest";
  const { state, pending, form, errors } = useForm(remove);

  if (state.status === "done") {
    return (
      <Outcome>
        <h1 className="text-3xl">Your account has been deleted</h1>
        <p>Everything in it is deleted, and this browser is signed out.</p>
        <Link href="/" className={button.primary}>
          Go to homepage
        </Link>
      </Outcome>
    );
  }
  if (summary === null) return <NotSignedIn />;
  const work = workInWords(summary.counts);
  return (
    <>
      <h1 className="text-3xl">{guest ? "Delete this guest account?" : "Delete your account?"}</h1>
      <p>
        {work ? (
          <>
            This permanently deletes <strong className="font-semibold">{work}</strong>.
          </>
        ) : (
          "There is nothing in it yet."
        )}{" "}
        You can't undo this.
      </p>
      {/* eject-start: organizations */}
      {summary.counts.memberships && (
        <p>Organizations you alone own pass to another member, or are deleted if there is none.</p>
      )}
      {/* eject-end: organizations */}
      {guest && (
        <p>
          To keep it instead,{" "}
          <Link href="/upgrade" className={link}>
            create an account
          </Link>{" "}
          or{" "}
          <Link href="/account#recovery" className={link}>
            get a recovery code
          </Link>
          .
        </p>
      )}
      <form {...form} className="grid gap-4">
        <FormError state={state} hidden="role" />
        {summary.hasPassword && <PasswordField autoComplete="current-password" error={errors.password} />}
        <div className="flex flex-wrap gap-3">
          <Link href="/account" className={button.primary}>
            Cancel
          </Link>
          <button type="submit" aria-disabled={pending || undefined} className={button.danger}>
            Delete account
          </button>
        </div>
      </form>
    </>
  );
}

function NotSignedIn() {
  return (
    <>
      <h1 className="text-3xl">You're not signed in</h1>
      <p>Sign in to delete your account.</p>
      <Link href="/sign-in" className={button.primary}>
        Sign in
      </Link>
    </>
  );
}

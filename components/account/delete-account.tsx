"use client";

import { Trash2 } from "lucide-react";
import Link from "next/link";
import { fieldErrors } from "../error-text";
import { useSession } from "../session-provider";
import { button, link } from "../ui/button";
import { FormError } from "../ui/form-error";
import { Outcome } from "../ui/outcome";
import { PasswordField } from "../ui/password-field";
import { SubmitButton } from "../ui/submit-button";
import { type FormAction, useForm } from "../use-form";
import { inWords, type Work } from "../work-text";

/** The step before an account is deleted: names what goes, and what would keep it. */
export function DeleteAccount({
  remove,
  work,
  hasPassword,
}: {
  remove: FormAction<null>;
  work: Work;
  hasPassword: boolean;
}) {
  const session = useSession();
  const { state, pending, form } = useForm(remove);

  if (state.status === "done") {
    return (
      <Outcome title="It is all deleted" icon={Trash2}>
        <p>Nothing of it is left in this browser, either.</p>
        <Link href="/" className={button.primary}>
          Go to the start
        </Link>
      </Outcome>
    );
  }
  if (session.status !== "guest" && session.status !== "member") {
    return (
      <>
        <h1 className="text-3xl">Nobody is signed in here</h1>
        <p>There is nothing to delete.</p>
        <Link href="/sign-in?next=/account/delete" className={button.primary}>
          Sign in
        </Link>
      </>
    );
  }
  const guest = session.status === "guest";
  const failed = state.status === "failed" ? state : null;
  return (
    <>
      <h1 className="text-3xl">{guest ? "Delete this guest?" : "Delete your account?"}</h1>
      <div className="grid gap-2">
        <p>This deletes, at once and for good:</p>
        <ul className="list-disc pl-6 font-semibold">
          {inWords(work) && <li>{inWords(work)}, with everything on them</li>}
          <li>
            {guest ? "this guest, and its recovery code" : <bdi>{session.user.email ?? "your account"}</bdi>}
          </li>
          <li>every device’s way in</li>
        </ul>
      </div>
      {guest ? (
        <p className="text-muted">
          You may keep it all instead: create an account, or get a recovery code and just leave.
        </p>
      ) : (
        <p className="text-muted">
          You may want a copy first:{" "}
          <a href="/api/auth/account/export" download className={link}>
            download your data
          </a>
          .
        </p>
      )}
      <form {...form} className="grid gap-4">
        <FormError state={state} />
        {hasPassword && (
          <PasswordField
            label="Your password"
            autoComplete="current-password"
            error={failed ? fieldErrors(failed.error).password : undefined}
          />
        )}
        <div className="flex flex-wrap gap-3">
          <SubmitButton pending={pending} look="danger">
            {guest ? "Delete this guest" : "Delete my account"}
          </SubmitButton>
          <Link href="/account" className={button.secondary}>
            Keep it
          </Link>
        </div>
      </form>
    </>
  );
}

"use client";

import Link from "next/link";
import { RequestKey } from "@/components/form/request-key";
import { type FormAction, useForm } from "@/components/form/use-form";
import type { AnswerOf } from "@/lib/api/table";
import { link } from "../ui/button";
import { FormError } from "../ui/form-error";
import { Outcome } from "../ui/outcome";
import { NewPasswordField, PasswordField } from "../ui/password-field";
import { SubmitButton } from "../ui/submit-button";
import { EditRow } from "./section";

/** Whether there is a password, and the form to change it for somebody who knows it. All other sessions end then. */
export function PasswordChange({
  email,
  hasPassword,
  open,
  change,
}: {
  email: string | null;
  hasPassword: boolean;
  open: boolean;
  change: FormAction<AnswerOf<"POST /api/auth/password/change">>;
}) {
  const { state, pending, form, errors } = useForm(change);
  return (
    <EditRow
      id="password"
      name="Password"
      value={hasPassword ? "Set" : "None"}
      open={open || state.status !== "idle"}
    >
      {state.status === "done" ? (
        <Outcome>
          <p>Your password is changed, and you're signed out on all other devices.</p>
        </Outcome>
      ) : hasPassword ? (
        <form {...form} className="grid gap-4">
          <RequestKey />
          <FormError state={state} />
          <PasswordField
            label="Current password"
            name="currentPassword"
            autoComplete="current-password"
            error={errors.currentPassword}
          />
          <NewPasswordField
            label="New password"
            name="newPassword"
            username={email}
            error={errors.newPassword}
          />
          <div>
            <SubmitButton pending={pending}>Change password</SubmitButton>
          </div>
        </form>
      ) : (
        <NoPassword hasEmail={email !== null} />
      )}
    </EditRow>
  );
}

/** The way to a first password. */
export function NoPassword({ hasEmail }: { hasEmail: boolean }) {
  if (!hasEmail) return <p>This account has no password. Add and confirm an email to set one.</p>;
  return (
    <p>
      This account has no password yet.{" "}
      <Link href="/reset-password?next=/account" className={link}>
        Set a password by email
      </Link>{" "}
      first.
    </p>
  );
}

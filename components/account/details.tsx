"use client";

import Link from "next/link";
import { RequestKey } from "@/components/form/request-key";
import { type FormAction, useForm } from "@/components/form/use-form";
import type { SessionUser } from "@/components/shell/session-provider";
import type { AnswerOf } from "@/lib/api/table";
import { link } from "../ui/button";
import { TextField } from "../ui/field";
import { FormError } from "../ui/form-error";
import { NewPasswordField, PasswordField } from "../ui/password-field";
import { SubmitButton } from "../ui/submit-button";
import { EditRow } from "./section";

/** The current user's own name, and the form to change it. */
export function NameChange({
  name,
  change,
}: {
  name: string | null;
  change: FormAction<AnswerOf<"PATCH /api/auth/account">>;
}) {
  const { state, pending, form, field } = useForm(change);
  return (
    <EditRow
      name="Name"
      value={name ? <bdi>{name}</bdi> : "Not set"}
      state={state}
      done="Your name is saved."
    >
      <form {...form} className="grid gap-4">
        <FormError state={state} />
        <TextField label="Name" {...field("name", name)} autoComplete="name" />
        <div>
          <SubmitButton pending={pending}>Save changes</SubmitButton>
        </div>
      </form>
    </EditRow>
  );
}

/** The current user's email, and the form to change it. A new one counts once its link is opened. */
export function EmailChange({
  user: { email, emailVerified },
  hasPassword,
  open,
  change,
}: {
  user: SessionUser;
  hasPassword: boolean;
  open: boolean;
  change: FormAction<{ sent: true }>;
}) {
  const { state, pending, form, errors, field } = useForm(change);
  const isFirst = email === null;
  const value = (
    <>
      <bdi>{email ?? "None"}</bdi>
      {!isFirst && (
        <span className="block font-normal text-sm">{emailVerified ? "Confirmed" : "Not confirmed yet"}</span>
      )}
    </>
  );
  return (
    <EditRow
      id="email"
      name="Email"
      edit={isFirst ? "Add" : "Edit"}
      value={value}
      open={open}
      state={state}
      done={
        isFirst
          ? "We sent you a link. Open it in this browser, where you're signed in, to confirm your email."
          : "We sent a link to the new address. Your old email stays until you open it; we've let the old address know, too."
      }
    >
      {isFirst || hasPassword ? (
        <form {...form} className="grid gap-4">
          <FormError state={state} />
          {isFirst && <p>An email lets you back in if you lose your passkey.</p>}
          <TextField
            label={isFirst ? "Email" : "New email"}
            {...field("email")}
            type="email"
            autoComplete="email"
          />
          {!isFirst && <PasswordField autoComplete="current-password" error={errors.password} />}
          <div>
            <SubmitButton pending={pending}>{isFirst ? "Add email" : "Change email"}</SubmitButton>
          </div>
        </form>
      ) : (
        <NoPassword hasEmail />
      )}
    </EditRow>
  );
}

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
      open={open}
      state={state}
      done="Your password is changed, and you're signed out on all other devices."
    >
      {hasPassword ? (
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
function NoPassword({ hasEmail }: { hasEmail: boolean }) {
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

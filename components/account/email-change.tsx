"use client";

import { type FormAction, useForm } from "@/components/form/use-form";
import type { SessionUser } from "@/components/shell/session-provider";
import { TextField } from "../ui/field";
import { FormError } from "../ui/form-error";
import { Outcome } from "../ui/outcome";
import { PasswordField } from "../ui/password-field";
import { SubmitButton } from "../ui/submit-button";
import { NoPassword } from "./password-change";
import { EditRow } from "./section";

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
      open={open || state.status !== "idle"}
    >
      {state.status === "done" ? (
        <Outcome>
          <p>
            {isFirst
              ? "We sent you a link. Open it in this browser, where you're signed in, to confirm your email."
              : "We sent a link to the new address. Your old email stays until you open it; we've let the old address know, too."}
          </p>
        </Outcome>
      ) : isFirst || hasPassword ? (
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

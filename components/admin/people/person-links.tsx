"use client";

import { type FormAction, useForm } from "@/components/form/use-form";
import { button } from "@/components/ui/button";
import { FormError } from "@/components/ui/form-error";
import { Outcome } from "@/components/ui/outcome";
import type { User } from "@/lib/api/shapes";

/** Emails a user a link to confirm their email, while it is not, or to set a new password. */
export function PersonLinks({
  user,
  hasPasswords,
  send,
}: {
  user: User;
  hasPasswords: boolean;
  send: FormAction<null>;
}) {
  return (
    <div className="flex flex-wrap gap-3">
      {!user.emailVerified && (
        <LinkForm id={user.id} link="verify-email" send={send}>
          Send confirmation email
        </LinkForm>
      )}
      {hasPasswords && (
        <LinkForm id={user.id} link="reset-password" send={send}>
          Send password reset email
        </LinkForm>
      )}
    </div>
  );
}

function LinkForm({
  id,
  link,
  send,
  children,
}: {
  id: string;
  link: "verify-email" | "reset-password";
  send: FormAction<null>;
  children: string;
}) {
  const { state, pending, form } = useForm(send);
  if (state.status === "done") {
    return (
      <Outcome>
        <p>{link === "verify-email" ? "Confirmation email sent." : "Password reset email sent."}</p>
      </Outcome>
    );
  }
  return (
    <form {...form} className="grid justify-items-start gap-2">
      <FormError state={state} hidden="id" />
      <input type="hidden" name="id" value={id} />
      <input type="hidden" name="link" value={link} />
      <button type="submit" aria-disabled={pending || undefined} className={button.secondary}>
        {children}
      </button>
    </form>
  );
}

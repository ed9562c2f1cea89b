"use client";

import { BadgeCheck, CircleAlert } from "lucide-react";
import type { User } from "@/lib/contract/wire";
import { FormError } from "../ui/form-error";
import { SubmitButton } from "../ui/submit-button";
import { type FormAction, useForm } from "../use-form";

/** A member's address, whether it is proven, and a new mail where it is not. */
export function Address({ user, resend }: { user: User; resend: FormAction<{ sent: true }> }) {
  const { state, pending, form } = useForm(resend);
  const Icon = user.emailVerified ? BadgeCheck : CircleAlert;
  return (
    <>
      <div>
        <p className="font-semibold text-lg wrap-anywhere">
          <bdi>{user.email}</bdi>
        </p>
        <p className="flex items-center gap-2">
          <Icon
            aria-hidden
            className={`size-5 shrink-0 ${user.emailVerified ? "text-success" : "text-danger"}`}
          />
          {user.emailVerified ? "Confirmed" : "Not confirmed yet: open the link in the mail we sent you."}
        </p>
      </div>
      {!user.emailVerified && (
        <form {...form} className="flex flex-wrap items-center gap-x-4 gap-y-2">
          <FormError state={state} />
          <SubmitButton pending={pending}>Send a new mail</SubmitButton>
          <p role="status" className="font-medium text-success">
            {state.status === "done" && "It is on its way. Only the newest link counts."}
          </p>
        </form>
      )}
    </>
  );
}

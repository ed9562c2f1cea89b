"use client";

import { KeyRound, MailCheck } from "lucide-react";
import Link from "next/link";
import { useForgottenEmail } from "@/components/form/email-field";
import { link } from "@/components/ui/button";
import { Outcome } from "@/components/ui/outcome";
import type { NewAccount } from "./account-form";

/** Tells a new registered user what happened and what is left to do. */
export function AccountSaved({ user }: Pick<NewAccount, "user">) {
  useForgottenEmail();
  const Icon = user.email === null ? KeyRound : MailCheck;
  // Nothing has changed yet in an account that is new; a guest's was there before.
  const wasGuest = user.createdAt !== user.updatedAt;
  return (
    <Outcome>
      <div className="flex items-start gap-3">
        <Icon aria-hidden className="mt-0.5 size-6 shrink-0 text-success" />
        <p className="min-w-0">
          <strong className="font-semibold">
            {wasGuest ? "You're all set – everything you made is in your account." : "You're all set."}
          </strong>{" "}
          {user.email === null ? (
            <>
              From now on you sign in with your passkey.{" "}
              <Link href="/account?edit=email#email" className={link}>
                Add a second one or an email
              </Link>{" "}
              so you can't get locked out.
            </>
          ) : (
            <>
              Check your inbox: we sent a link to <bdi className="wrap-anywhere">{user.email}</bdi> to confirm
              your email.
            </>
          )}
        </p>
      </div>
    </Outcome>
  );
}

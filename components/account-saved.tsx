"use client";

import { KeyRound, MailCheck } from "lucide-react";
import Link from "next/link";
import type { User } from "@/lib/contract/wire";
import { link } from "./ui/button";
import { Outcome } from "./ui/outcome";

/** Tells a new member what happened and what is left to do. */
export function AccountSaved({ user }: { user: User }) {
  const Icon = user.email === null ? KeyRound : MailCheck;
  // Nothing has changed yet in an account that is new; a guest's was there before.
  const wasGuest = user.createdAt !== user.updatedAt;
  return (
    <Outcome>
      <div className="flex items-start gap-3">
        <Icon aria-hidden className="mt-0.5 size-6 shrink-0 text-success" />
        <p className="min-w-0">
          <strong className="font-semibold">
            {wasGuest ? "Your account is saved, and all of your work with it." : "Your account is saved."}
          </strong>{" "}
          {user.email === null ? (
            <>
              Your passkey lets you in from now on, and nothing else does:{" "}
              <Link href="/account" className={link}>
                add another, or an address
              </Link>
              , in case you lose this one.
            </>
          ) : (
            <>
              Check your mail: we sent a link to <bdi className="wrap-anywhere">{user.email}</bdi> to confirm
              your address.
            </>
          )}
        </p>
      </div>
    </Outcome>
  );
}

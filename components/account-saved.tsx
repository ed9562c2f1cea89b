"use client";

import { KeyRound, MailCheck } from "lucide-react";
import Link from "next/link";
import { useEffect, useRef } from "react";
import type { User } from "@/lib/contract/wire";
import { link } from "./ui/button";

/** Tells a new member what happened and what is left to do. Takes the focus, since the form that had it is gone. */
export function AccountSaved({ user }: { user: User }) {
  const ref = useRef<HTMLDivElement>(null);
  const Icon = user.email === null ? KeyRound : MailCheck;
  useEffect(() => ref.current?.focus(), []);
  return (
    <div ref={ref} role="status" tabIndex={-1} className="flex items-start gap-3">
      <Icon aria-hidden className="mt-0.5 size-6 shrink-0 text-success" />
      <p className="min-w-0">
        <strong className="font-semibold">Your account is saved, and all of your work with it.</strong>{" "}
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
  );
}

"use client";

import { MailCheck } from "lucide-react";
import { useEffect, useRef } from "react";
import type { User } from "@/lib/contract/wire";

/** Tells a new member what happened and what is left to do. Takes the focus, since the form that had it is gone. */
export function AccountSaved({ user }: { user: User }) {
  const ref = useRef<HTMLDivElement>(null);
  useEffect(() => ref.current?.focus(), []);
  return (
    <div ref={ref} role="status" tabIndex={-1} className="flex items-start gap-3">
      <MailCheck aria-hidden className="mt-0.5 size-6 shrink-0 text-success" />
      <p className="min-w-0">
        <strong className="font-semibold">Your account is saved, and all of your work with it.</strong> Check
        your mail: we sent a link to <bdi className="wrap-anywhere">{user.email}</bdi> to confirm your
        address.
      </p>
    </div>
  );
}

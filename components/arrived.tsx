"use client";

import Link from "next/link";
import { useRouter } from "next/navigation";
import { useEffect } from "react";
import { withNext } from "@/lib/contract/safe-path";
import type { Arrival } from "@/lib/contract/wire";
import { shownName } from "./shown-name";
import { button } from "./ui/button";

/** After a way in: goes on to `next`, or to what the guest left behind and may bring along. Without script, by a link. */
export function Arrived({ user, guest, next }: Arrival & { next: string }) {
  const router = useRouter();
  const onward = guest === null ? next : withNext("/welcome-back", next);
  useEffect(() => router.replace(onward), [router, onward]);
  return (
    <div role="status" className="grid justify-items-start gap-5">
      <h1 className="text-3xl">You are signed in</h1>
      <p>
        Signed in as <bdi className="wrap-anywhere font-semibold">{shownName(user)}</bdi>.
        {guest !== null && " What you made as a guest is not in this account yet."}
      </p>
      <Link href={onward} className={button.primary}>
        {guest === null ? "Continue" : "Bring your guest work along"}
      </Link>
    </div>
  );
}

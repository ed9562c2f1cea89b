"use client";

import Link from "next/link";
import type { ReactNode } from "react";
import { useWayTo } from "./return-path";
import { link } from "./ui/button";
import { inWords, type Work } from "./work-text";

/** Says what a guest is about to leave, and the two ways to keep it. Nothing where there is nothing to lose. */
export function GuestWork({ work, children }: { work: Work; children: ReactNode }) {
  const upgrade = useWayTo("/upgrade");
  const words = inWords(work);
  if (words === null) return null;
  return (
    <div className="grid gap-2 rounded-xl bg-banner px-4 py-3">
      <p>
        You are here as a guest with <strong className="font-semibold">{words}</strong>. {children}
      </p>
      <p>
        To keep this guest,{" "}
        <Link href={upgrade} className={link}>
          create an account
        </Link>{" "}
        or{" "}
        <Link href="/account#recovery" className={link}>
          get a recovery code
        </Link>
        .
      </p>
    </div>
  );
}

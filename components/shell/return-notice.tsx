"use client";

import Link from "next/link";
import { usePathname, useSearchParams } from "next/navigation";
import { link } from "@/components/ui/button";
import { socialProblems } from "@/lib/api/social";
import { useWayTo } from "./return-path";

/** Says what went wrong at a provider, where the address names the error. */
export function ReturnNotice() {
  const error = useSearchParams().get("error");
  const pathname = usePathname();
  const signIn = useWayTo("/sign-in");
  const problem = Object.entries(socialProblems).find(([code]) => code === error)?.[1];
  // That page says it itself.
  if (!problem || pathname === "/auth-error") return null;
  return (
    <div role="alert" className="border-line border-b bg-raised">
      <p className="column py-3">
        <strong>{problem.title}.</strong> {problem.advice}{" "}
        <Link href={signIn} className={link}>
          Sign in
        </Link>
      </p>
    </div>
  );
}

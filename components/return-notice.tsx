"use client";

import Link from "next/link";
import { usePathname, useSearchParams } from "next/navigation";
import { socialProblems } from "@/lib/contract/social";
import { useWayTo } from "./return-path";
import { link } from "./ui/button";

/** Says why somebody came back from a provider without what they went for, where the address says that they did. */
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

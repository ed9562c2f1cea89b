"use client";

import Link from "next/link";
import { usePathname, useSearchParams } from "next/navigation";
import { workInWords } from "@/components/guest/work-text";
import { link } from "@/components/ui/button";
import { socialProblems } from "@/lib/api/social";
import { useWayTo } from "./return-path";
import { useSession } from "./session-provider";

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

/** Leads back to what somebody left behind as a guest when they signed in, as long as it can be moved. */
export function LeftWork() {
  const session = useSession();
  const welcomeBack = useWayTo("/welcome-back");
  if (session.status !== "user" || session.leftWork === null) return null;
  return (
    <div role="status" className="border-banner-line border-b bg-banner">
      <p className="column py-3">
        You made {workInWords(session.leftWork)} as a guest before you signed in.{" "}
        <Link href={welcomeBack} className={link}>
          Move it to this account
        </Link>
      </p>
    </div>
  );
}

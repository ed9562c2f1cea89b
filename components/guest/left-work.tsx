"use client";

import Link from "next/link";
import { useWayTo } from "@/components/shell/return-path";
import { useSession } from "@/components/shell/session-provider";
import { link } from "@/components/ui/button";
import { workInWords } from "./work-text";

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

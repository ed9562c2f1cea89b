"use client";

import { Mail } from "lucide-react";
import Link from "next/link";
import { withNext } from "@/lib/contract/safe-path";
import type { SocialIntent, SocialWay } from "@/lib/contract/social";
import { SocialButtons } from "./social-buttons";
import { button } from "./ui/button";

/** Every way in besides the password, for a form about one. Afterwards the browser goes to `next`. */
export function OtherWays(props: { providers: readonly SocialWay[]; intent: SocialIntent; next: string }) {
  return (
    <div className="grid gap-3 sm:flex sm:flex-wrap">
      <Link href={withNext("/magic-link", props.next)} className={button.secondary}>
        <Mail aria-hidden className="size-5" />
        Email me a link instead
      </Link>
      <SocialButtons {...props} />
    </div>
  );
}

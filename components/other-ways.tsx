"use client";

import { Mail } from "lucide-react";
import Link from "next/link";
import type { ReactNode } from "react";
import { withNext } from "@/lib/contract/safe-path";
import type { SocialIntent } from "@/lib/contract/social";
import { SocialButtons } from "./social-buttons";
import { button } from "./ui/button";
import { useWaysIn } from "./ways-in";

/** Every way in besides the password, `children` first. Afterwards the browser goes to `next`. */
export function OtherWays({
  intent,
  next,
  children,
}: {
  intent: SocialIntent;
  next: string;
  children?: ReactNode;
}) {
  const { emailPassword, magicLink } = useWaysIn();
  return (
    <div className="grid items-start gap-3 sm:flex sm:flex-wrap">
      {children}
      {magicLink && (
        <Link href={withNext("/magic-link", next)} className={button.secondary}>
          <Mail aria-hidden className="size-5" />
          {emailPassword ? "Email me a link instead" : "Email me a link"}
        </Link>
      )}
      <SocialButtons intent={intent} next={next} />
    </div>
  );
}

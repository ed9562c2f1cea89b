"use client";

import { Mail } from "lucide-react";
import Link from "next/link";
import type { ReactNode } from "react";
import { button } from "@/components/ui/button";
import { withNext } from "@/lib/api/safe-path";
import type { SocialIntent } from "@/lib/api/social";
import { useSignInMethods } from "./sign-in-methods";
import { SocialButtons } from "./social-buttons";

/** Every sign-in method besides the password, `children` first. Afterwards the browser goes to `next`. */
export function OtherWays({
  intent,
  next,
  children,
}: {
  intent: SocialIntent;
  next: string;
  children?: ReactNode;
}) {
  const { emailPassword, magicLink } = useSignInMethods();
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

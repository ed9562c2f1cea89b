"use client";

import { Mail } from "lucide-react";
import Link from "next/link";
import type { ReactNode } from "react";
import { useForm } from "@/components/form/use-form";
import { button } from "@/components/ui/button";
import { FormError } from "@/components/ui/form-error";
import { withNext } from "@/lib/api/safe-path";
import type { SocialIntent, SocialProviderInfo } from "@/lib/api/social";
import { useSignInMethods } from "./sign-in-methods";

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
  const { emailPassword, magicLink, social } = useSignInMethods();
  return (
    <div className="@container">
      <div className="grid items-start gap-3 @xl:flex @xl:flex-wrap">
        {children}
        {magicLink && (
          <Link href={withNext("/magic-link", next)} className={button.secondary}>
            <Mail aria-hidden className="size-5" />
            {emailPassword ? "Email me a link instead" : "Email me a link"}
          </Link>
        )}
        {social.map((provider) => (
          <SocialButton key={provider.id} {...provider} intent={intent} next={next} />
        ))}
      </div>
    </div>
  );
}

/** Creates an account with a provider or signs in with it, and then goes on to `next`. */
function SocialButton({
  id,
  name,
  intent,
  next,
}: SocialProviderInfo & { intent: SocialIntent; next: string }) {
  const { startSocial } = useSignInMethods();
  const { state, pending, form } = useForm(startSocial[intent]);
  return (
    <form {...form} className="grid gap-3">
      <input type="hidden" name="provider" value={id} />
      <input type="hidden" name="callbackURL" value={next} />
      <button type="submit" aria-disabled={pending || undefined} className={button.secondary}>
        Continue with {name}
      </button>
      <FormError state={state} />
    </form>
  );
}

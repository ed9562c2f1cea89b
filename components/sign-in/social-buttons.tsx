"use client";

import { useForm } from "@/components/form/use-form";
import { button } from "@/components/ui/button";
import { FormError } from "@/components/ui/form-error";
import type { SocialIntent, SocialProviderInfo } from "@/lib/api/social";
import { useSignInMethods } from "./sign-in-methods";

/** Each provider that is on, to create an account or to sign in with, and then to go on to `next`. */
export function SocialButtons(props: { intent: SocialIntent; next: string }) {
  const { social } = useSignInMethods();
  return social.map((provider) => <SocialButton key={provider.id} {...provider} {...props} />);
}

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

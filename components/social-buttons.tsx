"use client";

import type { SocialIntent, SocialWay } from "@/lib/contract/social";
import { button } from "./ui/button";
import { FormError } from "./ui/form-error";
import { useForm } from "./use-form";
import { useWaysIn } from "./ways-in";

/** Each provider that is switched on as a way to become a member, or to sign in, and then to `next`. */
export function SocialButtons(props: { intent: SocialIntent; next: string }) {
  const { social } = useWaysIn();
  return social.map((way) => <SocialButton key={way.id} {...way} {...props} />);
}

function SocialButton({ id, name, intent, next }: SocialWay & { intent: SocialIntent; next: string }) {
  const { leave } = useWaysIn();
  const { state, pending, form } = useForm(leave[intent]);
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

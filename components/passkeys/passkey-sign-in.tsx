"use client";

import { useSignInMethods } from "@/components/sign-in/sign-in-methods";
import { withNext } from "@/lib/api/safe-path";
import type { AnswerOf } from "@/lib/api/table";
import { authClient } from "@/lib/auth-client";
import { PasskeyButton } from "./passkey-button";
import { useAutofill } from "./use-autofill";
import { usePrompt } from "./use-prompt";

/** Signs in with a passkey, and goes to `next`, or to what the guest left behind, which can be moved. */
export function PasskeySignIn({ next }: { next: string }) {
  const { passkey } = useSignInMethods();
  const goOn = ({ guest }: AnswerOf<"POST /api/auth/passkey/sign-in">) =>
    window.location.assign(guest === null ? next : withNext("/welcome-back", next));
  const { open, ...prompt } = usePrompt(goOn);
  const autofillError = useAutofill(passkey, goOn);
  if (!passkey) return null;
  return (
    <PasskeyButton
      {...prompt}
      error={prompt.error ?? autofillError}
      onClick={() => open(authClient.passkey.signIn)}
    >
      Sign in with a passkey
    </PasskeyButton>
  );
}

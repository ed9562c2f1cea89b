"use client";

import { useRouter } from "next/navigation";
import { useEffect, useEffectEvent, useState } from "react";
import { deviceName } from "@/components/account/device-name";
import { withGuestLock } from "@/components/guest/guest-lock";
import { useSession } from "@/components/shell/session-provider";
import { useSignInMethods } from "@/components/sign-in/sign-in-methods";
import type { Envelope, WireError } from "@/lib/api/errors";
import { withNext } from "@/lib/api/safe-path";
import type { AnswerOf } from "@/lib/api/table";
import { authClient } from "@/lib/auth-client";
import { PasskeyButton, usePrompt } from "./passkey-button";

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

/**
 * Offers passkeys among the suggestions of the email field. It asks the server once somebody turns to the field, not for everyone who opens the page.
 * Returns what went wrong with a passkey that was chosen.
 */
function useAutofill(
  isOn: boolean,
  onSignedIn: (data: AnswerOf<"POST /api/auth/passkey/sign-in">) => void,
): WireError | null {
  const [error, setError] = useState<WireError | null>(null);
  const signedIn = useEffectEvent(onSignedIn);

  useEffect(() => {
    const field = document.querySelector<HTMLInputElement>('input[autocomplete$="webauthn"]');
    if (!isOn || !field) return;
    const left = new AbortController();
    async function offer() {
      const prompts = await import("@/lib/features/passkeys/prompts").catch(() => null);
      if (!prompts || left.signal.aborted) return;
      left.signal.addEventListener("abort", prompts.cancelPrompt);
      const answer = await prompts.signInByAutofill();
      if (left.signal.aborted || answer === null) return;
      setError(answer.error);
      if (answer.data) signedIn(answer.data);
    }
    const started = new AbortController();
    const start = () => {
      started.abort();
      offer();
    };
    field.addEventListener("pointerenter", start, { signal: started.signal });
    field.addEventListener("focus", start, { signal: started.signal });
    return () => {
      started.abort();
      left.abort();
    };
  }, [isOn]);

  return error;
}

type Registered = AnswerOf<"POST /api/auth/passkey/register">;

/** Creates an account for the guest with a new passkey, in place. A visitor becomes a guest first, where that is allowed. */
export function PasskeyUpgrade({ onSaved }: { onSaved: (user: Registered["user"]) => void }) {
  const { passkey, anonymous } = useSignInMethods();
  const { status } = useSession();
  const router = useRouter();
  const { open, ...prompt } = usePrompt<Registered>(({ user }) => {
    onSaved(user);
    router.refresh();
  });
  if (!passkey || (status === "visitor" && !anonymous)) return null;
  return (
    <PasskeyButton {...prompt} onClick={() => open(status === "visitor" ? registerAsNewGuest : register)}>
      Use a passkey
    </PasskeyButton>
  );
}

async function registerAsNewGuest(): Promise<Envelope<Registered>> {
  const guest = await withGuestLock(() => authClient.signIn.anonymous());
  return guest.error ? guest : register();
}

function register(): Promise<Envelope<Registered>> {
  return authClient.passkey.register({ name: deviceName(navigator.userAgent) });
}

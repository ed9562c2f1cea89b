"use client";

import { authClient } from "@/lib/auth-client";
import { withNext } from "@/lib/contract/safe-path";
import type { Arrival } from "@/lib/contract/wire";
import { PasskeyButton } from "./passkey-button";
import { usePrompt } from "./use-prompt";
import { useWaysIn } from "./ways-in";

/** Signs in by a passkey, and goes on to `next`, or to what the guest left behind and may bring along. */
export function PasskeySignIn({ next }: { next: string }) {
  const { passkey } = useWaysIn();
  const { open, ...prompt } = usePrompt<Arrival>(({ guest }) =>
    window.location.assign(guest === null ? next : withNext("/welcome-back", next)),
  );
  if (!passkey) return null;
  return (
    <PasskeyButton {...prompt} onClick={() => open(authClient.passkey.signIn)}>
      Sign in with a passkey
    </PasskeyButton>
  );
}

"use client";

import { useRouter } from "next/navigation";
import { deviceName } from "@/components/account/device-name";
import { withGuestLock } from "@/components/guest/guest-lock";
import { useSession } from "@/components/shell/session-provider";
import { useSignInMethods } from "@/components/sign-in/sign-in-methods";
import type { Envelope } from "@/lib/api/errors";
import type { AnswerOf } from "@/lib/api/table";
import { authClient } from "@/lib/auth-client";
import { PasskeyButton } from "./passkey-button";
import { usePrompt } from "./use-prompt";

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

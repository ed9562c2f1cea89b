"use client";

import { useRouter } from "next/navigation";
import { authClient } from "@/lib/auth-client";
import type { Envelope } from "@/lib/contract/errors";
import type { SignedIn, User } from "@/lib/contract/wire";
import { deviceName } from "./account/device-name";
import { alone } from "./guest-lock";
import { PasskeyButton } from "./passkey-button";
import { useSession } from "./session-provider";
import { usePrompt } from "./use-prompt";
import { useWaysIn } from "./ways-in";

/** Makes a member of the guest by a new passkey, in place. Where a visitor may become a guest, they do so first. */
export function PasskeyUpgrade({ onSaved }: { onSaved: (user: User) => void }) {
  const { passkey, anonymous } = useWaysIn();
  const { status } = useSession();
  const router = useRouter();
  const { open, ...prompt } = usePrompt<SignedIn>(({ user }) => {
    onSaved(user);
    router.refresh();
  });
  if (!passkey || (status === "visitor" && !anonymous)) return null;
  return (
    <PasskeyButton {...prompt} onClick={() => open(status === "visitor" ? fromTheStart : register)}>
      Use a passkey
    </PasskeyButton>
  );
}

async function fromTheStart(): Promise<Envelope<SignedIn>> {
  const guest = await alone(() => authClient.signIn.anonymous());
  return guest.error ? guest : register();
}

function register(): Promise<Envelope<SignedIn>> {
  return authClient.passkey.register({ name: deviceName(navigator.userAgent) });
}

"use client";

import { Section } from "@/components/account/section";
import { useSignInMethods } from "@/components/sign-in/sign-in-methods";
import type { Passkey } from "@/lib/features/passkeys/api";
import { NewPasskeyForm } from "./new-passkey-form";
import { type PasskeyActions, PasskeyItem } from "./passkey-item";

/** The current user's passkeys, with a form to add one. While passkeys are off, only existing ones are shown. */
export function Passkeys({
  passkeys,
  hasPassword,
  ...actions
}: { passkeys: Passkey[]; hasPassword: boolean } & PasskeyActions) {
  const { passkey: isOn } = useSignInMethods();
  if (!isOn && passkeys.length === 0) return null;
  return (
    <Section title="Your passkeys">
      <p>
        Sign in with your fingerprint, face or a security key – no password. Add a second one as a backup.
      </p>
      <ul className="grid gap-5 empty:hidden">
        {passkeys.map((each) => (
          <PasskeyItem key={each.id} passkey={each} hasPassword={hasPassword} {...actions} />
        ))}
      </ul>
      {isOn ? (
        <NewPasskeyForm hasPassword={hasPassword} />
      ) : (
        <p className="text-muted">Passkeys are turned off at the moment. You can't sign in with them.</p>
      )}
    </Section>
  );
}

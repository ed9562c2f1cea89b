"use client";

import type { Passkey } from "@/lib/contract/passkeys";
import { useWaysIn } from "../ways-in";
import { NewPasskeyForm } from "./new-passkey-form";
import { type PasskeyActions, PasskeyItem } from "./passkey-item";
import { Section } from "./section";

/** The passkeys of whoever is here, and a way to one more. Where the owner has switched them off, only those that are there. */
export function Passkeys({
  passkeys,
  hasPassword,
  ...actions
}: { passkeys: Passkey[]; hasPassword: boolean } & PasskeyActions) {
  const { passkey: isOn } = useWaysIn();
  if (!isOn && passkeys.length === 0) return null;
  return (
    <Section title="Your passkeys">
      <p>
        A device that knows you, or a security key, lets you in: nothing to type, nothing to remember. Two are
        safer than one, since one can be lost.
      </p>
      <ul className="grid gap-5 empty:hidden">
        {passkeys.map((each) => (
          <PasskeyItem key={each.id} passkey={each} hasPassword={hasPassword} {...actions} />
        ))}
      </ul>
      {isOn ? (
        <NewPasskeyForm hasPassword={hasPassword} />
      ) : (
        <p className="text-muted">Passkeys are switched off at the moment: they let nobody in.</p>
      )}
    </Section>
  );
}

import type { ComponentType } from "react";
import type { NewAccount } from "@/components/guest/account-form";
import { PasskeySignIn, PasskeyUpgrade } from "@/components/passkeys/passkey-methods"; // eject: passkeys

/** `autofill` is what it adds to `autocomplete` of the email to sign in with. */
type SignInMethod = { name: string; SignIn: ComponentType<{ next: string }>; autofill?: string };
type UpgradeMethod = {
  name: string;
  Upgrade: ComponentType<{ onSaved: (user: NewAccount["user"]) => void }>;
};

/** What features add to the ways to sign in: one line each. */
export const featureSignIns: readonly SignInMethod[] = [
  { name: "passkey", SignIn: PasskeySignIn, autofill: "webauthn" }, // eject: passkeys
];

/** What features add to the ways to an account: one line each. */
export const featureUpgrades: readonly UpgradeMethod[] = [
  { name: "passkey", Upgrade: PasskeyUpgrade }, // eject: passkeys
];

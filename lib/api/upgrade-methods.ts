import type { SocialProvider } from "./social";

/** By what somebody becomes a registered user, besides a provider. */
export const upgradeMethods = ["password", "magic-link", "reset", "passkey"] as const;
export type UpgradeMethod = (typeof upgradeMethods)[number] | SocialProvider;

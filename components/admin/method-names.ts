import type { SocialProviderInfo } from "@/lib/api/social";

/** Returns the name of each sign-in method, by its id; `providers` are those that the product lists, on or off. */
export function methodNames(providers: readonly SocialProviderInfo[]): Record<string, string> {
  return {
    password: "Email and password",
    email: "Emailed link",
    "magic-link": "Magic link",
    reset: "Password reset",
    recovery: "Recovery code",
    passkey: "Passkey", // eject: passkeys
    ...Object.fromEntries(providers.map(({ id, name }) => [id, name])),
  };
}

import type { Credentials } from "@/lib/auth/core/credentials";
import { passkeyCredentials } from "./passkeys/sign-in-method"; // eject: passkeys

/** What users can sign in by besides the core's own methods: one line for each feature that has some. */
export const featureCredentials: readonly Credentials[] = [
  passkeyCredentials, // eject: passkeys
];

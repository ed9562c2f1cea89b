import type { WireError } from "@/lib/contract/errors";
import { sentence } from "./error-text";

const texts: Partial<Record<WireError["code"], string>> = {
  PASSKEY_CANCELLED:
    "The prompt was closed, or left open for too long. Nothing has changed: try again whenever you like.",
  PASSKEY_ALREADY_HERE: "This device holds a passkey of your account already. Choose another device.",
  PASSKEY_UNSUPPORTED: "Passkeys do not work in this browser or with this device. Please choose another way.",
  PASSKEY_FAILED: "No passkey came of it. Nothing has changed: try again, or choose another way.",
  VALIDATION_FAILED: "That was no passkey for this site. Nothing has changed.",
  INVALID_CREDENTIALS: "No account here has this passkey. Choose another passkey, or sign in another way.",
  ACCOUNT_ALREADY_LINKED:
    "This passkey belongs to an account here already. Nothing has changed; you can sign in with it instead.",
  TOKEN_INVALID: "This took too long, or went on in another window. Nothing has changed: please try again.",
};

/** What came of a prompt for a passkey instead of one, and what to do now. */
export function passkeySentence(error: WireError): string {
  return texts[error.code] ?? sentence(error);
}

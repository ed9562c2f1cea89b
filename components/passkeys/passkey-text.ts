import { sentence } from "@/components/form/error-text";
import type { WireError } from "@/lib/api/errors";

const texts: Partial<Record<WireError["code"], string>> = {
  PASSKEY_CANCELLED: "The prompt was closed or timed out. Nothing has changed. Please try again.",
  PASSKEY_ALREADY_HERE: "This device already has a passkey for your account. Use another device.",
  PASSKEY_UNSUPPORTED: "Passkeys don't work in this browser or on this device. Choose another way.",
  PASSKEY_FAILED: "That didn't work. Nothing has changed. Please try again, or choose another way.",
  VALIDATION_FAILED: "That wasn't a passkey for this site. Nothing has changed.",
  INVALID_CREDENTIALS: "No account here has this passkey. Choose another passkey, or sign in another way.",
  ACCOUNT_ALREADY_LINKED:
    "This passkey already belongs to an account. Nothing has changed. You can sign in with it instead.",
  TOKEN_INVALID: "That took too long, or happened in another window. Nothing has changed. Please try again.",
};

/** What went wrong with a prompt for a passkey, and what to do now. */
export function passkeySentence(error: WireError): string {
  return texts[error.code] ?? sentence(error);
}

"use client";

import { KeyRound } from "lucide-react";
import { type ReactNode, useState, useSyncExternalStore, useTransition } from "react";
import { sentence } from "@/components/form/error-text";
import { button } from "@/components/ui/button";
import type { Envelope, WireError } from "@/lib/api/errors";

/** A button that opens a prompt; without `onClick` it sends its form. Hidden without script, and in a browser without passkeys. */
export function PasskeyButton({
  pending,
  error,
  onClick,
  children,
}: {
  pending: boolean;
  error: WireError | null;
  onClick?: () => void;
  children: ReactNode;
}) {
  if (!useSupportsPasskeys()) return null;
  return (
    <div className={`grid gap-3 sm:justify-items-start no-script:hidden ${error ? "basis-full" : ""}`}>
      <button
        type={onClick ? "button" : "submit"}
        onClick={onClick}
        aria-disabled={pending || undefined}
        className={button.secondary}
      >
        <KeyRound aria-hidden className="size-5" />
        {children}
      </button>
      <div role="alert" className="contents">
        {error && (
          <p className="max-w-prose rounded-xl border border-danger px-4 py-3 font-medium text-danger">
            {passkeySentence(error)}
          </p>
        )}
      </div>
    </div>
  );
}

const texts: Partial<Record<WireError["code"], string>> = {
  PASSKEY_CANCELLED: "The prompt was closed or timed out. Nothing has changed. Please try again.",
  PASSKEY_ALREADY_HERE: "This device already has a passkey for your account. Use another device.",
  PASSKEY_UNSUPPORTED: "Passkeys don't work in this browser or on this device. Choose another way.",
  PASSKEY_FAILED: "That didn't work. Nothing has changed. Please try again, or choose another way.",
  VALIDATION_FAILED: "That wasn't a passkey for this site. Nothing has changed.",
  FORBIDDEN:
    "You have as many passkeys as an account can have. Remove one that you don't use, then add this one.",
  CONFLICT:
    "This passkey isn't what it was when you added it, so it can't be used here anymore. Sign in another way, then remove it and add a new one.",
  INVALID_CREDENTIALS: "No account here has this passkey. Choose another passkey, or sign in another way.",
  ACCOUNT_ALREADY_LINKED:
    "This passkey already belongs to an account. Nothing has changed. You can sign in with it instead.",
  TOKEN_INVALID: "That took too long, or happened in another window. Nothing has changed. Please try again.",
};

/** What went wrong with a prompt for a passkey, and what to do now. */
function passkeySentence(error: WireError): string {
  return texts[error.code] ?? sentence(error);
}

/** Whether this browser supports passkeys; assumed until script runs, so that the page does not move for most people. */
export function useSupportsPasskeys(): boolean {
  return useSyncExternalStore(never, isSupported, () => true);
}

// It does not change while a page is open.
function never() {
  return () => {};
}

function isSupported(): boolean {
  return "PublicKeyCredential" in window;
}

/** Opens a prompt of the browser's own and keeps its error; an answer is given to `onAnswer`. */
export function usePrompt<Data>(onAnswer: (data: Data) => void) {
  const [error, setError] = useState<WireError | null>(null);
  const [pending, startTransition] = useTransition();

  function open(ask: () => Promise<Envelope<Data>>) {
    if (pending) return;
    startTransition(async () => {
      setError(null);
      const answer = await ask();
      if (answer.data) onAnswer(answer.data);
      setError(answer.error);
    });
  }

  return { error, pending, open };
}

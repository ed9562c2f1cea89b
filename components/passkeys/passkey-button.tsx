"use client";

import { KeyRound } from "lucide-react";
import type { ReactNode } from "react";
import { button } from "@/components/ui/button";
import type { WireError } from "@/lib/api/errors";
import { useSupportsPasskeys } from "./passkey-support";
import { passkeySentence } from "./passkey-text";

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

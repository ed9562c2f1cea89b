"use client";

import { Check, Copy } from "lucide-react";
import { useState } from "react";
import { button } from "./button";

/** Puts `text` on the clipboard. Not there without script: the text itself is beside it. */
export function CopyButton({
  text,
  label,
  look = button.secondary,
}: {
  text: string;
  label: string;
  look?: string;
}) {
  const [tried, setTried] = useState<{ text: string; copied: boolean } | null>(null);
  const copied = tried?.text === text ? tried.copied : null;
  const Icon = copied ? Check : Copy;

  async function copy() {
    try {
      await navigator.clipboard.writeText(text);
      setTried({ text, copied: true });
    } catch {
      // Not allowed, or a page without TLS, which has no clipboard.
      setTried({ text, copied: false });
    }
  }

  return (
    <button type="button" onClick={copy} className={`${look} no-script:hidden`}>
      <Icon aria-hidden className="size-5" />
      <span aria-live="polite">
        {copied === null ? label : copied ? "Copied" : "Couldn't copy – select the text and copy it"}
      </span>
    </button>
  );
}

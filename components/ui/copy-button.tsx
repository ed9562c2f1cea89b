"use client";

import { Check, Copy } from "lucide-react";
import { useState } from "react";
import { button } from "./button";

/** Puts `text` on the clipboard. Not there without script: the text itself is beside it. */
export function CopyButton({ text, label }: { text: string; label: string }) {
  const [copied, setCopied] = useState(false);
  const Icon = copied ? Check : Copy;

  async function copy() {
    await navigator.clipboard.writeText(text);
    setCopied(true);
  }

  return (
    <button type="button" onClick={copy} className={`${button.secondary} no-script:hidden`}>
      <Icon aria-hidden className="size-5" />
      <span aria-live="polite">{copied ? "Copied" : label}</span>
    </button>
  );
}

"use client";

import { Check, Link2 } from "lucide-react";
import { useState } from "react";
import { button } from "@/components/ui/button";

export function CopyLink() {
  const [copied, setCopied] = useState(false);
  const Icon = copied ? Check : Link2;

  async function copy() {
    await navigator.clipboard.writeText(window.location.origin + window.location.pathname);
    setCopied(true);
  }

  return (
    <div className="grid gap-3 text-center">
      <button type="button" onClick={copy} className={`${button.secondary} no-script:hidden`}>
        <Icon aria-hidden className="size-5" />
        <span aria-live="polite">{copied ? "Link copied" : "Copy the link"}</span>
      </button>
      <p className="text-muted text-sm">
        Everybody who has the address of this page can read and sign the card.
      </p>
    </div>
  );
}

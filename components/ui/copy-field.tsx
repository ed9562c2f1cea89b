"use client";

import { Check, Copy } from "lucide-react";
import { useState } from "react";
import { button } from "./button";
import { control, FieldFrame } from "./field";

/** A text to take along: selected by a tap, copied by a button where there is script. */
export function CopyField({ label, value }: { label: string; value: string }) {
  const [copied, setCopied] = useState(false);
  const Icon = copied ? Check : Copy;

  async function copy() {
    await navigator.clipboard.writeText(value);
    setCopied(true);
  }

  return (
    <FieldFrame label={label}>
      {(wiring) => (
        <div className="flex flex-wrap gap-3">
          <input
            readOnly
            value={value}
            onFocus={(event) => event.currentTarget.select()}
            className={`${control} min-w-0 flex-1 basis-60 font-mono text-sm`}
            {...wiring}
          />
          <button type="button" onClick={copy} className={`${button.primary} no-script:hidden`}>
            <Icon aria-hidden className="size-5" />
            <span aria-live="polite">{copied ? "Copied" : "Copy"}</span>
          </button>
        </div>
      )}
    </FieldFrame>
  );
}

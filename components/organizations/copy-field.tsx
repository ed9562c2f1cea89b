"use client";

import { CopyButton } from "@/components/ui/copy-button";
import { control, FieldFrame } from "@/components/ui/field";

/** A text to copy: selected by a tap, copied by a button where there is script. */
export function CopyField({ label, value }: { label: string; value: string }) {
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
          <CopyButton text={value} label="Copy" />
        </div>
      )}
    </FieldFrame>
  );
}

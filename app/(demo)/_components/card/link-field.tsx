"use client";

import { Share2 } from "lucide-react";
import { useSyncExternalStore } from "react";
import { button } from "@/components/ui/button";
import { CopyButton } from "@/components/ui/copy-button";
import { control } from "@/components/ui/field";

const never = () => () => {};

/** A link to copy, or to share by the device's own dialog with `text` beside it. */
export function LinkField({
  label,
  url,
  title,
  text,
}: {
  label: string;
  url: string;
  title: string;
  text: string;
}) {
  const canShare = useSyncExternalStore(
    never,
    () => "share" in navigator,
    () => false,
  );

  // Closing that dialog without sharing is no failure.
  const share = () => navigator.share({ title, text, url }).catch(() => {});

  return (
    <div className="grid gap-3">
      <label className="grid gap-1.5 font-semibold">
        {label}
        <input
          readOnly
          value={url}
          onFocus={(event) => event.currentTarget.select()}
          className={`${control} font-normal text-muted`}
        />
      </label>
      <div className="flex flex-wrap gap-2 no-script:hidden">
        {canShare && (
          <button type="button" onClick={share} className={`${button.primary} flex-1`}>
            <Share2 aria-hidden className="size-5" />
            Share
          </button>
        )}
        <CopyButton
          text={url}
          label="Copy link"
          look={`${canShare ? button.secondary : button.primary} flex-1`}
        />
      </div>
    </div>
  );
}

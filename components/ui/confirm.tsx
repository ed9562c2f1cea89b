import type { ReactNode } from "react";
import { button } from "./button";

/** A button that asks first: what it would do unfolds beside it, with or without script. `about` tells many apart. */
export function Confirm({ label, about, children }: { label: string; about?: string; children: ReactNode }) {
  return (
    <details className="open:basis-full">
      <summary className={`${button.secondary} w-fit list-none [&::-webkit-details-marker]:hidden`}>
        {label}
        {about && <span className="sr-only"> {about}</span>}
      </summary>
      <div className="mt-3 grid justify-items-start gap-3 rounded-xl border border-line bg-raised p-4">
        {children}
      </div>
    </details>
  );
}

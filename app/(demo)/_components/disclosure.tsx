import { ChevronRight } from "lucide-react";
import type { ReactNode } from "react";

/** A part of the page that unfolds when it is asked for. */
export function Disclosure({ label, children }: { label: string; children: ReactNode }) {
  return (
    <details className="group">
      <summary className="flex min-h-11 w-fit list-none items-center gap-1 rounded-xl pr-2 font-semibold [&::-webkit-details-marker]:hidden">
        <ChevronRight
          aria-hidden
          className="size-5 text-muted group-open:rotate-90 motion-safe:transition-transform"
        />
        {label}
      </summary>
      <div className="mt-1 grid justify-items-start gap-3">{children}</div>
    </details>
  );
}

import type { ReactNode } from "react";
import { button } from "./button";

/**
 * A button that asks first: what it would do unfolds beside it, with or without script. `about` tells many apart; `open` is for
 * what has just been refused.
 */
export function Confirm({
  label,
  about,
  open,
  children,
}: {
  label: string;
  about?: string;
  open?: boolean;
  children: ReactNode;
}) {
  return (
    <details open={open || undefined} className="open:basis-full">
      <summary className={`${button.secondary} w-fit`}>
        {label}
        {about && <span className="sr-only"> {about}</span>}
      </summary>
      <div className="mt-3 grid justify-items-start gap-3 rounded-xl border border-line bg-raised p-4">
        {children}
      </div>
    </details>
  );
}

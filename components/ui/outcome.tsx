"use client";

import { type ReactNode, useEffect, useRef } from "react";

/** What became of a form, in its place. Takes the focus, since the button that had it is gone. */
export function Outcome({ children }: { children: ReactNode }) {
  const ref = useRef<HTMLDivElement>(null);
  useEffect(() => ref.current?.focus(), []);
  return (
    <div ref={ref} role="status" tabIndex={-1} className="grid gap-5">
      {children}
    </div>
  );
}

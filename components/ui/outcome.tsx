"use client";

import type { LucideIcon } from "lucide-react";
import { type ReactNode, useEffect, useRef } from "react";

/** What came of a form, in its place. Takes the focus, since the form that had it is gone. */
export function Outcome({
  title,
  icon: Icon,
  children,
}: {
  title: string;
  icon: LucideIcon;
  children: ReactNode;
}) {
  const ref = useRef<HTMLDivElement>(null);
  useEffect(() => ref.current?.focus(), []);
  return (
    <div ref={ref} role="status" tabIndex={-1} className="grid justify-items-start gap-5">
      <Icon aria-hidden className="size-10 text-success" />
      <h1 className="text-3xl">{title}</h1>
      {children}
    </div>
  );
}

import type { ReactNode } from "react";

/** One word about a thing, beside its name. */
export function Badge({ children }: { children: ReactNode }) {
  return (
    <span className="inline-block rounded-full border font-sans tracking-normal border-line bg-raised px-2.5 font-medium text-sm">
      {children}
    </span>
  );
}

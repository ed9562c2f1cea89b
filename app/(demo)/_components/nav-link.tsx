"use client";

import Link from "next/link";
import { usePathname } from "next/navigation";
import type { ReactNode } from "react";

/** A link to a main page, marked while that page is open. */
export function NavLink({ href, children }: { href: string; children: ReactNode }) {
  return (
    <Link
      href={href}
      aria-current={usePathname() === href ? "page" : undefined}
      className="flex min-h-14 flex-col items-center justify-center gap-1 rounded-xl px-1 text-muted text-xs hover:bg-raised hover:text-ink aria-[current=page]:font-semibold aria-[current=page]:text-accent sm:px-3 sm:text-sm"
    >
      {children}
    </Link>
  );
}

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
      className="flex items-center text-muted hover:text-ink aria-[current=page]:text-accent max-sm:min-h-14 max-sm:flex-col max-sm:justify-center max-sm:gap-1 max-sm:rounded-xl max-sm:px-1 max-sm:text-xs max-sm:hover:bg-raised max-sm:aria-[current=page]:font-semibold sm:min-h-11 sm:gap-2 sm:rounded-lg sm:px-3 sm:font-semibold"
    >
      {children}
    </Link>
  );
}

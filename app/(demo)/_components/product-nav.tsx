"use client";

import { Mail, Package, PenLine, ShoppingBag } from "lucide-react";
import Link from "next/link";
import { usePathname } from "next/navigation";
import { product } from "@/lib/product";

const pages = [
  { href: "/", label: "Cards", Icon: Mail },
  { href: "/cart", label: "Cart", Icon: ShoppingBag },
  { href: "/orders", label: "Orders", Icon: Package },
  { href: "/preferences", label: "Preferences", Icon: PenLine },
];

/** The main pages of the product, the open one marked: a bar below the header, on a phone at the bottom of the screen. */
export function ProductNav() {
  const open = usePathname();
  return (
    <nav
      aria-label={product.name}
      className="tab-bar z-5 border-line bg-paper max-sm:fixed max-sm:inset-x-0 max-sm:bottom-0 max-sm:border-t max-sm:px-2 max-sm:pb-[env(safe-area-inset-bottom)] sm:border-b sm:bg-raised sm:py-1.5"
    >
      <ul className="max-sm:grid max-sm:grid-cols-[repeat(auto-fit,minmax(4.5rem,1fr))] max-sm:gap-1 sm:column sm:flex sm:gap-1">
        {pages.map(({ href, label, Icon }) => (
          <li key={href} className="first:sm:-ml-3">
            <Link
              href={href}
              aria-current={href === open ? "page" : undefined}
              className="flex items-center text-muted hover:text-ink aria-[current=page]:text-accent max-sm:min-h-14 max-sm:flex-col max-sm:justify-center max-sm:gap-1 max-sm:rounded-xl max-sm:px-1 max-sm:text-xs max-sm:hover:bg-raised max-sm:aria-[current=page]:font-semibold sm:min-h-11 sm:gap-2 sm:rounded-lg sm:px-3 sm:font-semibold"
            >
              <Icon aria-hidden className="size-5" />
              {label}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}

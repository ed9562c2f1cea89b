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

/** The main pages of the product. */
export function ProductNav() {
  const pathname = usePathname();
  return (
    <nav
      aria-label={product.name}
      className="tab-bar z-5 border-line border-t bg-paper max-sm:fixed max-sm:inset-x-0 max-sm:bottom-0 max-sm:px-2 max-sm:pb-[env(safe-area-inset-bottom)] sm:mt-14 sm:pt-4"
    >
      <ul className="grid grid-cols-4 gap-1 sm:flex sm:justify-center sm:gap-4">
        {pages.map(({ href, label, Icon }) => (
          <li key={href}>
            <Link
              href={href}
              aria-current={pathname === href ? "page" : undefined}
              className="flex min-h-14 flex-col items-center justify-center gap-1 rounded-xl px-1 text-muted text-xs sm:px-3 sm:text-sm hover:bg-raised hover:text-ink aria-[current=page]:font-semibold aria-[current=page]:text-accent"
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

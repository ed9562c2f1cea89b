"use client";

import { Mail, Package, PenLine, ShoppingBag } from "lucide-react";
import Link from "next/link";
import { usePathname } from "next/navigation";
import { product } from "@/lib/product";

const places = [
  { href: "/", label: "Cards", Icon: Mail },
  { href: "/cart", label: "Cart", Icon: ShoppingBag },
  { href: "/orders", label: "Orders", Icon: Package },
  { href: "/pen", label: "Your pen", Icon: PenLine },
];

/** The rooms of the product, at the end of every page, where a thumb is. */
export function Places() {
  const pathname = usePathname();
  return (
    <nav aria-label={product.name} className="mt-14 border-line border-t pt-4">
      <ul className="grid grid-cols-4 gap-1 sm:flex sm:justify-center sm:gap-4">
        {places.map(({ href, label, Icon }) => (
          <li key={href}>
            <Link
              href={href}
              aria-current={pathname === href ? "page" : undefined}
              className="flex min-h-14 flex-col items-center justify-center gap-1 rounded-xl px-3 text-muted text-sm hover:bg-raised hover:text-ink aria-[current=page]:font-semibold aria-[current=page]:text-accent"
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

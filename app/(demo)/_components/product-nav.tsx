import { Mail, Package, PenLine, ShoppingBag } from "lucide-react";
import { product } from "@/lib/product";
import { NavLink } from "./nav-link";

const pages = [
  { href: "/", label: "Cards", Icon: Mail },
  { href: "/cart", label: "Cart", Icon: ShoppingBag },
  { href: "/orders", label: "Orders", Icon: Package },
  { href: "/preferences", label: "Preferences", Icon: PenLine },
];

/** The main pages of the product: a bar below the header, on a phone at the bottom of the screen. */
export function ProductNav() {
  return (
    <nav
      aria-label={product.name}
      className="tab-bar z-5 border-line bg-paper max-sm:fixed max-sm:inset-x-0 max-sm:bottom-0 max-sm:border-t max-sm:px-2 max-sm:pb-[env(safe-area-inset-bottom)] sm:border-b sm:bg-raised sm:py-1.5"
    >
      <ul className="max-sm:grid max-sm:grid-cols-[repeat(auto-fit,minmax(4.5rem,1fr))] max-sm:gap-1 sm:column sm:flex sm:gap-1">
        {pages.map(({ href, label, Icon }) => (
          <li key={href} className="first:sm:-ml-3">
            <NavLink href={href}>
              <Icon aria-hidden className="size-5" />
              {label}
            </NavLink>
          </li>
        ))}
      </ul>
    </nav>
  );
}

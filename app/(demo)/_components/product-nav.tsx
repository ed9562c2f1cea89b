import { Mail, Package, PenLine, ShoppingBag } from "lucide-react";
import { product } from "@/lib/product";
import { NavLink } from "./nav-link";

const pages = [
  { href: "/", label: "Cards", Icon: Mail },
  { href: "/cart", label: "Cart", Icon: ShoppingBag },
  { href: "/orders", label: "Orders", Icon: Package },
  { href: "/preferences", label: "Preferences", Icon: PenLine },
];

/** The main pages of the product. */
export function ProductNav() {
  return (
    <nav
      aria-label={product.name}
      className="tab-bar z-5 border-line border-t bg-paper max-sm:fixed max-sm:inset-x-0 max-sm:bottom-0 max-sm:px-2 max-sm:pb-[env(safe-area-inset-bottom)] sm:mt-14 sm:pt-4"
    >
      <ul className="grid grid-cols-4 gap-1 sm:flex sm:justify-center sm:gap-4">
        {pages.map(({ href, label, Icon }) => (
          <li key={href}>
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

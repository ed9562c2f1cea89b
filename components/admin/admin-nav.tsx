"use client";

import Link from "next/link";
import { usePathname } from "next/navigation";

const pages = [
  { href: "/admin", name: "Overview" }, // eject: insights
  { href: "/admin/users", name: "People" },
  { href: "/admin/audit", name: "Audit" },
  { href: "/admin/settings", name: "Settings" },
  { href: "/admin/keys", name: "API keys" },
  { href: "/admin/cleanup", name: "Cleanup" },
  { href: "/admin/webhooks", name: "Webhooks" }, // eject: webhooks
];

/** The pages of the admin area, and which of them this is. */
export function AdminNav() {
  const pathname = usePathname();
  const isOn = (href: string) => pathname === href || (href !== "/admin" && pathname.startsWith(`${href}/`));
  return (
    <nav aria-label="Admin" className="border-line border-b bg-raised">
      <div className="column py-1.5">
        <ul className="-ml-3 flex flex-wrap gap-x-1">
          {pages.map(({ href, name }) => (
            <li key={href}>
              <Link
                href={href}
                aria-current={isOn(href) ? "page" : undefined}
                className="flex min-h-11 items-center rounded-lg px-3 font-semibold text-muted decoration-2 decoration-accent underline-offset-8 hover:text-ink aria-[current=page]:text-ink aria-[current=page]:underline"
              >
                {name}
              </Link>
            </li>
          ))}
        </ul>
      </div>
    </nav>
  );
}

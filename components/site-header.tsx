import Link from "next/link";
import { product } from "@/lib/product";
import { AccountMenu } from "./account-menu";
import { ThemeToggle } from "./theme-toggle";
import type { FormAction } from "./use-form";

/** On top of every page: the way to the start, the scheme, and who is here. */
export function SiteHeader({ signOut }: { signOut: FormAction<null> }) {
  return (
    <header className="border-line border-b bg-surface">
      <div className="column flex min-h-16 items-center justify-between gap-2">
        <Link
          href="/"
          className="flex min-h-11 shrink-0 items-center gap-2.5 font-display font-semibold text-xl tracking-tight"
        >
          <svg aria-hidden viewBox="0 0 32 32" className="size-8 shrink-0">
            <rect width="32" height="32" rx="8" className="fill-accent" />
            <path
              d="M8 8.5h7.2a1 1 0 0 1 .8.4 1 1 0 0 1 .8-.4H24v14h-7l-1 1-1-1H8z"
              className="fill-on-accent"
            />
            <path
              d="M11 17.5c1.4-3.6 2.6-3.8 2.4-1.6-.2 2 1.3.4 1.9-.3m2.2 1.9c1.5-.2 2.6-.8 4-2.2"
              fill="none"
              strokeWidth="1.4"
              strokeLinecap="round"
              className="stroke-accent"
            />
          </svg>
          {product.name}
        </Link>
        <div className="flex min-w-0 items-center sm:gap-1">
          <ThemeToggle />
          <AccountMenu signOut={signOut} />
        </div>
      </div>
    </header>
  );
}

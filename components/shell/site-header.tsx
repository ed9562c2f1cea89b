import Link from "next/link";
import type { FormAction } from "@/components/form/use-form";
import { product } from "@/lib/product";
import { AccountMenu } from "./account-menu";
import { NavigationProgress } from "./navigation-progress";
import { ThemeToggle } from "./theme";

/** On top of every page: the way to the homepage, the colour scheme, and the account menu. It wraps where text is enlarged on a phone. */
export function SiteHeader({ signOut }: { signOut: FormAction<null> }) {
  return (
    <header className="border-line border-b bg-surface">
      <NavigationProgress />
      <div className="@container">
        <div className="column flex min-h-16 items-center justify-between gap-2 @max-[17rem]:flex-wrap">
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
            <span className="max-[24rem]:sr-only">{product.name}</span>
          </Link>
          <div className="flex min-w-0 items-center sm:-mr-2.5 sm:gap-1 @max-[17rem]:flex-wrap">
            <ThemeToggle />
            <AccountMenu signOut={signOut} />
          </div>
        </div>
      </div>
    </header>
  );
}

"use client";

import { Moon, Sun } from "lucide-react";
import { ThemeProvider, useTheme } from "next-themes";
import type { ReactNode } from "react";

// Scripts run from the server's HTML alone; where a browser renders one itself, React warns unless it is inert.
const scriptProps = typeof window === "undefined" ? {} : { type: "text/plain" };

/** Light or dark, decided before the first paint. */
export function Theme({ nonce, children }: { nonce: string; children: ReactNode }) {
  return (
    <ThemeProvider attribute="data-theme" nonce={nonce} scriptProps={scriptProps}>
      {children}
    </ThemeProvider>
  );
}

/** Follows the system until it is used once. */
export function ThemeToggle() {
  const { resolvedTheme, setTheme } = useTheme();
  return (
    <button
      type="button"
      onClick={() => setTheme(resolvedTheme === "dark" ? "light" : "dark")}
      className="grid size-11 place-items-center rounded-xl text-muted hover:bg-raised hover:text-ink no-script:hidden"
    >
      <Moon aria-hidden className="size-5 dark:hidden" />
      <Sun aria-hidden className="hidden size-5 dark:block" />
      <span className="sr-only">Switch between light and dark</span>
    </button>
  );
}

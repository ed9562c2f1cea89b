"use client";

import { Moon, Sun } from "lucide-react";
import { useTheme } from "next-themes";

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

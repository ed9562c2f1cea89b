"use client";

import { useTheme } from "next-themes";
import { useEffect } from "react";
import { useSession } from "@/components/session-provider";
import type { FormAction } from "@/components/use-form";
import { idle } from "@/lib/contract/form-state";

/** Keeps light or dark with the person: chosen here it is saved, and on another device it is there already. */
export function RememberScheme({ save }: { save: FormAction<null> }) {
  const { theme = "system", setTheme } = useTheme();
  const session = useSession();
  const saved = "user" in session ? (session.user.metadata.colorScheme ?? "system") : null;

  useEffect(() => {
    if (saved === null || saved === theme) return;
    if (theme === "system") {
      if (saved === "light" || saved === "dark") setTheme(saved);
      return;
    }
    const form = new FormData();
    form.set("colorScheme", theme);
    // Where it cannot be saved, the browser still remembers it by itself.
    save(idle, form).catch(() => {});
  }, [theme, saved, save, setTheme]);

  return null;
}

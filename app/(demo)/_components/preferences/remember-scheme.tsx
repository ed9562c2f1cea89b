"use client";

import { useTheme } from "next-themes";
import { useEffect, useRef } from "react";
import { idle } from "@/lib/api/form-state";
import { saveColorScheme } from "../../actions";

/**
 * Keeps the colour scheme with the user: a choice made here is saved, and another device follows it. Opening a page saves nothing, except
 * the first time. `kept` is the scheme that the user has chosen, or null.
 */
export function RememberScheme({ kept }: { kept: string | null }) {
  const { theme = "system", setTheme } = useTheme();
  const last = useRef<string | null>(null);
  const saving = useRef(0);

  useEffect(() => {
    const isChosen = last.current !== null && last.current !== theme;
    last.current = theme;
    if (isChosen || (kept === null && theme !== "system")) {
      const form = new FormData();
      form.set("colorScheme", theme);
      saving.current++;
      // If it cannot be saved, this browser still keeps it until the next visit.
      saveColorScheme(idle, form)
        .catch(() => {})
        .finally(() => saving.current--);
    } else if (kept !== null && kept !== theme && saving.current === 0) {
      last.current = kept;
      setTheme(kept);
    }
  }, [theme, kept, setTheme]);

  return null;
}

"use client";

import { useTheme } from "next-themes";
import { useEffect, useRef } from "react";
import { useSession } from "@/components/session-provider";
import type { FormAction } from "@/components/use-form";
import { idle } from "@/lib/contract/form-state";

const schemes = ["system", "light", "dark"];

/**
 * Keeps light or dark with the person: chosen here it is saved, and on another device it is there already. Opening a page
 * saves nothing, but for the first time.
 */
export function RememberScheme({ save }: { save: FormAction<null> }) {
  const { theme = "system", setTheme } = useTheme();
  const session = useSession();
  const user = "user" in session ? session.user : null;
  const kept = schemes.find((scheme) => scheme === user?.metadata.colorScheme);
  const isHere = user !== null;
  const last = useRef<string | null>(null);
  const saving = useRef(0);

  useEffect(() => {
    const isChosen = last.current !== null && last.current !== theme;
    last.current = theme;
    if (!isHere) return;
    if (isChosen || (kept === undefined && theme !== "system")) {
      const form = new FormData();
      form.set("colorScheme", theme);
      saving.current++;
      // Where it cannot be saved, the browser has it until the next visit.
      save(idle, form)
        .catch(() => {})
        .finally(() => saving.current--);
    } else if (kept !== undefined && kept !== theme && saving.current === 0) {
      last.current = kept;
      setTheme(kept);
    }
  }, [theme, kept, isHere, save, setTheme]);

  return null;
}

"use client";

import { usePathname, useSearchParams } from "next/navigation";
import { useEffect, useState } from "react";

/** It gives up so long after a click (milliseconds). */
const longest = 30_000;

/**
 * Shows that a page is on its way once that takes a moment. A page that comes at once shows nothing, and nothing moves. Without script
 * the browser shows it.
 */
export function NavigationProgress() {
  const here = `${usePathname()}?${useSearchParams()}`;
  const [isLeaving, setLeaving] = useState(false);

  // biome-ignore lint/correctness/useExhaustiveDependencies: another page is the end of it.
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout>;
    function onClick({ target, defaultPrevented }: MouseEvent) {
      const link = target instanceof Element ? target.closest<HTMLAnchorElement>("a[href]") : null;
      const { origin, pathname, search } = window.location;
      // What the browser follows itself, it shows itself.
      if (!link || !defaultPrevented || link.origin !== origin) return;
      if (link.pathname === pathname && link.search === search) return;
      setLeaving(true);
      clearTimeout(timer);
      timer = setTimeout(() => setLeaving(false), longest);
    }
    window.addEventListener("click", onClick);
    return () => {
      window.removeEventListener("click", onClick);
      clearTimeout(timer);
      setLeaving(false);
    };
  }, [here]);

  if (!isLeaving) return null;
  return (
    <div role="progressbar" aria-label="Loading page" className="fixed inset-x-0 top-0 z-20 h-1">
      <div className="navigation-progress h-full bg-accent" />
    </div>
  );
}

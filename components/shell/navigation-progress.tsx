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
  const [leaving, setLeaving] = useState<string | null>(null);
  const isLeaving = leaving === here;

  useEffect(() => {
    function onClick({ target, defaultPrevented }: MouseEvent) {
      const link = target instanceof Element ? target.closest<HTMLAnchorElement>("a[href]") : null;
      // What the browser follows itself, it shows itself.
      if (!link || !defaultPrevented || link.origin !== window.location.origin) return;
      if (link.pathname !== window.location.pathname || link.search !== window.location.search)
        setLeaving(here);
    }
    window.addEventListener("click", onClick);
    return () => {
      window.removeEventListener("click", onClick);
      setLeaving(null);
    };
  }, [here]);

  useEffect(() => {
    if (!isLeaving) return;
    const timer = setTimeout(() => setLeaving(null), longest);
    return () => clearTimeout(timer);
  }, [isLeaving]);

  if (!isLeaving) return null;
  return (
    <div role="progressbar" aria-label="Loading page" className="fixed inset-x-0 top-0 z-20 h-1">
      <div className="navigation-progress h-full bg-accent" />
    </div>
  );
}

"use client";

import { ThemeProvider } from "next-themes";
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

import localFont from "next/font/local";
import type { ReactNode } from "react";
import { AppShell } from "@/components/shell/app-shell";
import { saveAccount, startOver } from "../(auth)/actions";
import { dismissBanner } from "../(auth)/dismiss-banner";
import { currentSession } from "../current-session";
import { RememberScheme } from "./_components/preferences/remember-scheme";
import { ProductNav } from "./_components/product-nav";
import { keptColorScheme } from "./_lib/preferences/preferences";
import { viewer } from "./_lib/viewer";
import "./card.css";

// Handwriting, loaded as in app/fonts.ts.

const latin = localFont({
  src: "../../node_modules/@fontsource-variable/caveat/files/caveat-latin-wght-normal.woff2",
  weight: "400 700",
  variable: "--font-hand",
  fallback: ["Hand fallback", "Segoe Print", "Bradley Hand", "cursive"],
  adjustFontFallback: false,
});

const extended = localFont({
  src: "../../node_modules/@fontsource-variable/caveat/files/caveat-latin-ext-wght-normal.woff2",
  weight: "400 700",
  variable: "--font-hand-extended",
  preload: false,
  adjustFontFallback: false,
  declarations: [
    {
      prop: "unicode-range",
      value:
        "U+0100-0130,U+0132-0151,U+0154-02BA,U+02BD-02C5,U+02C7-02CC,U+02CE-02D7,U+02DD-02FF,U+1D00-1DBF,U+1E00-1E9F,U+1EF2-1EFF,U+20A0-20AB,U+20AD-20C0,U+2113,U+2C60-2C7F,U+A720-A7FF",
    },
  ],
});

const cyrillic = localFont({
  src: "../../node_modules/@fontsource-variable/caveat/files/caveat-cyrillic-wght-normal.woff2",
  weight: "400 700",
  variable: "--font-hand-cyrillic",
  preload: false,
  adjustFontFallback: false,
  declarations: [{ prop: "unicode-range", value: "U+0400-045F,U+0490-0491,U+04B0-04B1,U+2116" }],
});

/** The class names for handwriting, by the class `hand`. */
const hand = [latin, extended, cyrillic].map(({ variable }) => variable).join(" ");

export default function DemoLayout({ children }: { children: ReactNode }) {
  return (
    <div className={`contents ${hand}`}>
      <AppShell saveAccount={saveAccount} dismiss={dismissBanner} startOver={startOver} nav={<ProductNav />}>
        {children}
        <KeptScheme />
      </AppShell>
    </div>
  );
}

/** The colour scheme that the user has chosen, in this browser. Nothing for visitors, or during an outage. */
async function KeptScheme() {
  const session = await currentSession();
  const user = "user" in session ? await viewer() : null;
  return user && <RememberScheme kept={keptColorScheme(user)} />;
}

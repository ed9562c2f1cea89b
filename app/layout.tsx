import type { Metadata, Viewport } from "next";
import localFont from "next/font/local";
import { headers } from "next/headers";
import type { ReactNode } from "react";
import { SessionProvider } from "@/components/session-provider";
import { SiteHeader } from "@/components/site-header";
import { Theme } from "@/components/theme";
import { WaysInProvider } from "@/components/ways-in";
import { product } from "@/lib/product";
import { waysIn } from "@/lib/server/providers";
import { nonceHeader } from "@/lib/server/security-headers";
import { leaveToSignIn, leaveToUpgrade, signOutForm } from "./(auth)/actions";
import { currentSession } from "./current-session";
import "./globals.css";

const figtree = localFont({ src: "./fonts/figtree.woff2", weight: "300 900", variable: "--font-figtree" });
const newsreader = localFont({
  src: "./fonts/newsreader.woff2",
  weight: "200 800",
  variable: "--font-newsreader",
  adjustFontFallback: "Times New Roman",
});

const leave = { upgrade: leaveToUpgrade, "sign-in": leaveToSignIn };

export const metadata: Metadata = {
  title: { default: product.title, template: `%s · ${product.name}` },
  description: product.description,
  applicationName: product.name,
};

export const viewport: Viewport = {
  width: "device-width",
  initialScale: 1,
  themeColor: [
    { media: "(prefers-color-scheme: light)", color: "#f8f2e7" },
    { media: "(prefers-color-scheme: dark)", color: "#1b1714" },
  ],
};

export default async function RootLayout({ children }: { children: ReactNode }) {
  const session = currentSession();
  const nonce = (await headers()).get(nonceHeader) ?? "";
  return (
    <html lang="en" className={`${figtree.variable} ${newsreader.variable}`} suppressHydrationWarning>
      <body className="flex min-h-dvh flex-col">
        <Theme nonce={nonce}>
          <SessionProvider session={session}>
            <WaysInProvider {...(await waysIn())} leave={leave}>
              <a
                href="#content"
                className="sr-only z-10 rounded-lg bg-surface px-4 py-3 font-semibold text-ink focus:not-sr-only focus:absolute focus:top-2 focus:left-2"
              >
                Skip to the content
              </a>
              <SiteHeader signOut={signOutForm} />
              {children}
              <footer className="column mt-auto pt-16 pb-8 text-muted text-sm">
                Everybody starts as a guest here. Nothing is lost when you become a member.
              </footer>
            </WaysInProvider>
          </SessionProvider>
        </Theme>
      </body>
    </html>
  );
}

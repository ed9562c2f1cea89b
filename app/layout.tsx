import type { Metadata, Viewport } from "next";
import { headers } from "next/headers";
import Link from "next/link"; // eject: reference
import type { ReactNode } from "react";
import { Offline } from "@/components/shell/offline";
import { SessionProvider } from "@/components/shell/session-provider";
import { SessionWatch } from "@/components/shell/session-watch";
import { SiteHeader } from "@/components/shell/site-header";
import { Theme } from "@/components/shell/theme";
import { SignInMethodsProvider } from "@/components/sign-in/sign-in-methods";
import { link } from "@/components/ui/button"; // eject: reference
import { ReaderLocale } from "@/components/ui/local-time";
import { product } from "@/lib/product";
import { signInMethods } from "@/lib/server/authjs/sign-in-methods";
import { nonceHeader } from "@/lib/server/http/security-headers";
import { signOutForm, startSocialSignIn, startSocialUpgrade } from "./(auth)/actions";
import { currentSession } from "./current-session";
import { fonts } from "./fonts";
import { preferredLocale } from "./preferred-locale";
import "./globals.css";

const startSocial = { upgrade: startSocialUpgrade, "sign-in": startSocialSignIn };

export const metadata: Metadata = {
  title: { default: product.title, template: `%s · ${product.name}` },
  description: product.description,
  applicationName: product.name,
};

export const viewport: Viewport = {
  width: "device-width",
  initialScale: 1,
  themeColor: [
    { media: "(prefers-color-scheme: light)", color: product.colors.light },
    { media: "(prefers-color-scheme: dark)", color: product.colors.dark },
  ],
};

export default async function RootLayout({ children }: { children: ReactNode }) {
  const session = currentSession();
  const incoming = await headers();
  const nonce = incoming.get(nonceHeader) ?? "";
  const locale = preferredLocale(incoming.get("accept-language"));
  return (
    <html lang="en" className={fonts} suppressHydrationWarning>
      <body className="flex min-h-dvh flex-col">
        <Theme nonce={nonce}>
          <ReaderLocale locale={locale}>
            <SessionProvider session={session}>
              <SignInMethodsProvider {...(await signInMethods())} startSocial={startSocial}>
                <SessionWatch />
                <Offline />
                <a
                  href="#content"
                  className="sr-only z-10 rounded-lg bg-surface px-4 py-3 font-semibold text-ink focus:not-sr-only focus:absolute focus:top-2 focus:left-2"
                >
                  Skip to content
                </a>
                <SiteHeader signOut={signOutForm} />
                {children}
                <footer className="column mt-auto flex flex-wrap justify-between gap-x-6 gap-y-2 pt-16 pb-8 text-muted text-sm">
                  <p>Everyone starts as a guest. Nothing is lost when you create an account.</p>
                  {/* eject-start: reference */}
                  <Link href="/reference" prefetch={false} className={`${link} -my-1 py-1`}>
                    API reference
                  </Link>
                  {/* eject-end: reference */}
                </footer>
              </SignInMethodsProvider>
            </SessionProvider>
          </ReaderLocale>
        </Theme>
      </body>
    </html>
  );
}

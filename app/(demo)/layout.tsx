import localFont from "next/font/local";
import type { ReactNode } from "react";
import { AppShell } from "@/components/app-shell";
import { saveAccount } from "../(auth)/actions";
import { putOffUpgrade } from "../(auth)/put-off";
import { Places } from "./_components/places";
import { RememberScheme } from "./_components/remember-scheme";
import { saveScheme } from "./actions";
import "./arrive.css";

const hand = localFont({
  src: "./caveat.woff2",
  weight: "400 700",
  variable: "--font-hand",
  fallback: ["Segoe Print", "Bradley Hand", "cursive"],
  preload: false,
});

export default function DemoLayout({ children }: { children: ReactNode }) {
  return (
    <div className={`contents ${hand.variable}`}>
      <AppShell saveAccount={saveAccount} putOff={putOffUpgrade}>
        {children}
        <Places />
        <RememberScheme save={saveScheme} />
      </AppShell>
    </div>
  );
}

import type { ReactNode } from "react";
import { AppShell } from "@/components/shell/app-shell";
import { saveAccount, startOver } from "../(auth)/actions";
import { dismissBanner } from "../(auth)/dismiss-banner";
import { KeptScheme } from "./_components/preferences/kept-scheme";
import { ProductNav } from "./_components/product-nav";
import { hand } from "./hand";
import "./card.css";

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

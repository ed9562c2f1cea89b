import type { ReactNode } from "react";
import { AppShell } from "@/components/shell/app-shell";
import { saveAccount, startOver } from "../(auth)/actions";
import { dismissBanner } from "../(auth)/dismiss-banner";
import { currentSession } from "../current-session";
import { RememberScheme } from "./_components/preferences/remember-scheme";
import { ProductNav } from "./_components/product-nav";
import { keptColorScheme } from "./_lib/preferences/preferences";
import { viewer } from "./_lib/viewer";
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

/** The colour scheme that the user has chosen, in this browser. Nothing for visitors, or during an outage. */
async function KeptScheme() {
  const session = await currentSession();
  const user = "user" in session ? await viewer() : null;
  return user && <RememberScheme kept={keptColorScheme(user)} />;
}

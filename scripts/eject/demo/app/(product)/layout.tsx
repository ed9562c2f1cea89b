import type { ReactNode } from "react";
import { saveAccount, startOver } from "@/app/(auth)/actions";
import { dismissBanner } from "@/app/(auth)/dismiss-banner";
import { AppShell } from "@/components/shell/app-shell";

/** The product's pages: whoever opens one becomes a guest, and is offered an account. */
export default function ProductLayout({ children }: { children: ReactNode }) {
  return (
    <AppShell saveAccount={saveAccount} dismiss={dismissBanner} startOver={startOver}>
      {children}
    </AppShell>
  );
}

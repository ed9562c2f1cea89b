import type { ReactNode } from "react";
import { saveAccount } from "@/app/(auth)/actions";
import { putOffUpgrade } from "@/app/(auth)/put-off";
import { AppShell } from "@/components/app-shell";

/** The product's pages: whoever opens one becomes a guest, and is offered an account. */
export default function ProductLayout({ children }: { children: ReactNode }) {
  return (
    <AppShell saveAccount={saveAccount} putOff={putOffUpgrade}>
      {children}
    </AppShell>
  );
}

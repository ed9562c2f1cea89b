import type { ReactNode } from "react";
import { AppShell } from "@/components/app-shell";
import { saveAccount } from "../(auth)/actions";
import { putOffUpgrade } from "../(auth)/put-off";

export default function DemoLayout({ children }: { children: ReactNode }) {
  return (
    <AppShell saveAccount={saveAccount} putOff={putOffUpgrade}>
      {children}
    </AppShell>
  );
}

import type { ReactNode } from "react";
import { AppShell } from "@/components/app-shell";

import { putOffUpgrade } from "../(auth)/put-off";
import { currentWays } from "../(auth)/ways";
import { saveAccount } from "../(auth)/ways-in";

export default async function DemoLayout({ children }: { children: ReactNode }) {
  return (
    <AppShell saveAccount={saveAccount} putOff={putOffUpgrade} ways={await currentWays()}>
      {children}
    </AppShell>
  );
}

import type { ReactNode } from "react";
import { AppShell } from "@/components/app-shell";
import { saveAccount } from "../(auth)/actions";
import { putOffUpgrade } from "../(auth)/put-off";
import { Places } from "./_components/places";
import { RememberScheme } from "./_components/remember-scheme";
import { saveScheme } from "./actions";

export default function DemoLayout({ children }: { children: ReactNode }) {
  return (
    <AppShell saveAccount={saveAccount} putOff={putOffUpgrade}>
      {children}
      <Places />
      <RememberScheme save={saveScheme} />
    </AppShell>
  );
}

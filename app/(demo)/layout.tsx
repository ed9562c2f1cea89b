import type { ReactNode } from "react";
import { AppShell } from "@/components/app-shell";
import { enabledProviders } from "@/lib/server/providers";
import { saveAccount } from "../(auth)/actions";
import { putOffUpgrade } from "../(auth)/put-off";
import { Places } from "./_components/places";
import { RememberScheme } from "./_components/remember-scheme";
import { saveScheme } from "./actions";

export default async function DemoLayout({ children }: { children: ReactNode }) {
  return (
    <AppShell saveAccount={saveAccount} putOff={putOffUpgrade} providers={await enabledProviders()}>
      {children}
      <Places />
      <RememberScheme save={saveScheme} />
    </AppShell>
  );
}

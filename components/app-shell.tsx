import { cookies } from "next/headers";
import type { ReactNode } from "react";
import type { SignedIn } from "@/lib/contract/wire";
import { GuestStart } from "./guest-start";
import { ReturnNotice } from "./return-notice";
import { UpgradeBanner } from "./upgrade-banner";
import type { FormAction } from "./use-form";

/** Says that this browser's visitor does not want the banner for now. */
export const laterCookie = "upgrade-later";

/** Pages that make a guest of whoever opens them, and offer the guest an account. */
export async function AppShell({
  saveAccount,
  putOff,
  children,
}: {
  saveAccount: FormAction<SignedIn>;
  putOff: () => Promise<void>;
  children: ReactNode;
}) {
  const later = (await cookies()).has(laterCookie);
  return (
    <>
      <UpgradeBanner saveAccount={saveAccount} putOff={putOff} later={later} />
      <ReturnNotice />
      <main id="content" tabIndex={-1} className="column pt-8 sm:pt-12">
        {children}
      </main>
      <GuestStart />
    </>
  );
}

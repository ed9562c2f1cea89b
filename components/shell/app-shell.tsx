import { cookies } from "next/headers";
import type { ReactNode } from "react";
import type { FormAction } from "@/components/form/use-form";
import type { NewAccount } from "@/components/guest/account-form";
import { GuestStart } from "@/components/guest/guest-start";
import { UpgradeBanner } from "@/components/guest/upgrade-banner";
import { LeftWork, ReturnNotice } from "./notices";

/** Says that this browser's visitor does not want the banner for now. */
export const laterCookie = "upgrade-later";

/** Pages that turn a visitor who opens them into a guest, and offer the guest an account. */
export async function AppShell({
  saveAccount,
  dismiss,
  startOver,
  nav,
  children,
}: {
  saveAccount: FormAction<NewAccount>;
  dismiss: FormAction;
  startOver: FormAction;
  /** The product's main pages. */
  nav?: ReactNode;
  children: ReactNode;
}) {
  const later = (await cookies()).has(laterCookie);
  return (
    <>
      {nav}
      <UpgradeBanner {...{ saveAccount, dismiss, startOver, later }} />
      <LeftWork />
      <ReturnNotice />
      <main id="content" tabIndex={-1} className="column pt-8 sm:pt-12">
        {children}
      </main>
      <GuestStart />
    </>
  );
}

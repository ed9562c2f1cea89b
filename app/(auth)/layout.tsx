import type { ReactNode } from "react";
import { ReturnNotice } from "@/components/shell/notices";

/** Pages about accounts. Opening one makes no guest. */
export default function AuthLayout({ children }: { children: ReactNode }) {
  return (
    <>
      <ReturnNotice />
      <main id="content" tabIndex={-1} className="column grid justify-items-center pt-10 sm:pt-16">
        <div className="sheet grid w-full max-w-lg gap-5 p-6 sm:p-8">{children}</div>
      </main>
    </>
  );
}

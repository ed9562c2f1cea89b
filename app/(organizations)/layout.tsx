import type { ReactNode } from "react";

/** Pages about organizations. Opening one does not create a guest. */
export default function OrganizationsLayout({ children }: { children: ReactNode }) {
  return (
    <main id="content" tabIndex={-1} className="column grid justify-items-center pt-10 sm:pt-16">
      <div className="sheet grid w-full max-w-2xl gap-6 p-6 sm:p-8">{children}</div>
    </main>
  );
}

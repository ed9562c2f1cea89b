import type { Metadata } from "next";
import type { ReactNode } from "react";
import { AdminNav } from "@/components/admin/admin-nav";
import { requireAdmin } from "@/lib/server/require-user";

export const metadata: Metadata = { robots: { index: false } };

/** The admin area. Each page checks for the admin itself as well: a layout is not rendered again on the way to the next. */
export default async function AdminLayout({ children }: { children: ReactNode }) {
  await requireAdmin();
  return (
    <>
      <AdminNav />
      <main id="content" tabIndex={-1} className="column grid gap-8 pt-8 sm:pt-10">
        {children}
      </main>
    </>
  );
}

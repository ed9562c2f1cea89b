import type { Metadata } from "next";
import { redirect } from "next/navigation";
import type { SearchParams } from "@/app/(auth)/search-params";
import { missingPage } from "@/lib/server/request/requested-path";
import { cardLink } from "../_lib/input";

export const metadata: Metadata = {
  robots: { index: false },
  // The address is a secret.
  referrer: "strict-origin",
};

/** Leads on from an emailed link, whose secret is in `token=`, to the recipient's page. */
export default async function MailedLinkPage({ searchParams }: { searchParams: SearchParams }) {
  const link = cardLink.shape.link.safeParse((await searchParams).token);
  if (!link.success) return missingPage();
  redirect(`/open/${link.data}`);
}

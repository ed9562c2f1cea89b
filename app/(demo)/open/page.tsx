import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { missingPage } from "@/lib/server/request/requested-path";
import { cardLink } from "../_lib/input";

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export const metadata: Metadata = {
  robots: { index: false },
  // The address is a secret.
  referrer: "strict-origin",
};

/** Leads on from an emailed link, whose secret is in `token=`, to the recipient's page. */
export default async function MailedLinkPage({ searchParams }: Props) {
  const link = cardLink.shape.link.safeParse((await searchParams).token);
  if (!link.success) return missingPage();
  redirect(`/open/${link.data}`);
}

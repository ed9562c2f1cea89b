import type { Metadata } from "next";
import { MagicLink } from "@/components/magic-link";
import { requestMagicLink, verifyMagicLink } from "../actions";
import { nextPath, type SearchParams } from "../search-params";
import { openedLink } from "./opened-link";

export const metadata: Metadata = {
  title: "Continue by email",
  referrer: "strict-origin",
  robots: { index: false },
};

export default async function MagicLinkPage({ searchParams }: { searchParams: SearchParams }) {
  const { token, code } = await searchParams;
  return (
    <MagicLink
      request={requestMagicLink}
      verify={verifyMagicLink}
      opened={typeof token === "string" ? await openedLink(token) : null}
      hasCode={code !== undefined}
      next={await nextPath(searchParams)}
    />
  );
}

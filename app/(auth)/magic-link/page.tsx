import type { Metadata } from "next";
import { MagicLink } from "@/components/sign-in/magic-link";
import { requestMagicLink, verifyMagicLink } from "../actions";
import { goOnIfSignedIn, nextPath, type SearchParams } from "../search-params";
import { openedLink } from "./opened-link";

export const metadata: Metadata = {
  title: "Continue by email",
  referrer: "strict-origin",
  robots: { index: false },
};

export default async function MagicLinkPage({ searchParams }: { searchParams: SearchParams }) {
  const { token, code } = await searchParams;
  const next = await nextPath(searchParams);
  if (token === undefined && code === undefined) await goOnIfSignedIn(next);
  return (
    <MagicLink
      request={requestMagicLink}
      verify={verifyMagicLink}
      opened={typeof token === "string" ? await openedLink(token) : null}
      hasCode={code !== undefined}
      next={next}
    />
  );
}

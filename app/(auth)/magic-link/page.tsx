import type { Metadata } from "next";
import { MagicLink } from "@/components/sign-in/magic-link";
import type { OpenedLink } from "@/components/sign-in/magic-link-button";
import { getMagicLink } from "@/lib/auth/email/magic-link";
import { currentContext } from "@/lib/server/session";
import { requestMagicLink, verifyMagicLink } from "../actions";
import { goOnIfSignedIn, nextPath, type SearchParams } from "../search-params";

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

/** Returns what a mailed link would do in the browser that asks for this page. Changes nothing. */
async function openedLink(token: string): Promise<OpenedLink> {
  const found = await getMagicLink(await currentContext(), { token });
  if (found.ok) return { state: "here", token, email: found.data.email };
  return { state: found.code === "FORBIDDEN" ? "elsewhere" : "invalid", token, email: null };
}

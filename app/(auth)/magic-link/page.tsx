import type { Metadata } from "next";
import { AskLink, CheckMail, OpenedElsewhere, OpenLink, StaleLink } from "@/components/magic-link";
import { awaitedAddress, getMagicLink } from "@/lib/auth/magic-link";
import { ask } from "@/lib/server/ask";
import { nextOf, parameter, type Search } from "../next";
import { enterByMail, sendLinkForm } from "../ways-in";

export const metadata: Metadata = {
  title: "Continue with a mail",
  referrer: "strict-origin",
  robots: { index: false },
};

/** Waits for a mailed link or its code. Opening the link changes nothing: mail scanners open links too. The button does it. */
export default async function MagicLinkPage({ searchParams }: { searchParams: Search }) {
  const token = await parameter(searchParams, "token");
  if (token !== null) {
    const link = await ask((ctx) => getMagicLink(ctx, { token }));
    if (!link.ok && link.code === "TOKEN_INVALID") return <StaleLink />;
    if (!link.ok && link.code === "FORBIDDEN") return <OpenedElsewhere />;
    return <OpenLink token={token} email={link.ok ? link.data.email : null} enter={enterByMail} />;
  }
  const awaited = await ask(awaitedAddress);
  const email = awaited.ok ? awaited.data : null;
  const again = "again" in (await searchParams);
  if (email !== null && !again) return <CheckMail email={email} enter={enterByMail} />;
  return <AskLink email={email} send={sendLinkForm.bind(null, await nextOf(searchParams))} />;
}
